package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A claim that is or was held, as the model knows it.
 */
final class ReferenceBreak {

	final Identity claim;

	final LocalDate openedDay;

	/** All that applies to it, gravest first. */
	private List<String> categories = List.of();

	/** As the break shows it; one of the two may be missing. */
	@Nullable Booked treatment;

	@Nullable Booked insured;

	/** What people have made of it. */
	String state = "OPEN";

	String resolution = "";

	long deductFen;

	/** What a reversal takes back instead of the claim that it names. */
	@Nullable Identity linked;

	ReferenceBreak(Identity claim, LocalDate openedDay) {
		this.claim = claim;
		this.openedDay = openedDay;
	}

	/** Notes what stands against it now, at least one thing. */
	void is(Set<String> newCategories, @Nullable Booked newTreatment, @Nullable Booked newInsured) {
		this.categories = ReferenceRules.byGravity(newCategories);
		this.treatment = newTreatment;
		this.insured = newInsured;
	}

	/** The gravest thing that stands against it. */
	String category() {
		return this.categories.getFirst();
	}

	List<String> categories() {
		return this.categories;
	}

	/** What else stands against it. */
	List<String> also() {
		return this.categories.subList(1, this.categories.size());
	}

	/** What was found once and is not looked at again until people decide. */
	Set<String> found() {
		List<String> found = new ArrayList<>(this.categories);
		found.removeIf((category) -> !ReferenceRules.staysFound(category));
		return Set.copyOf(found);
	}

	boolean isApproved() {
		return this.state.equals("APPROVED");
	}

	/** Whether two persons have said how it clears, or that it does not. */
	boolean isDecided() {
		return isApproved() && !this.resolution.equals("LINK");
	}

	void propose(String newResolution, long newDeductFen, @Nullable Identity newLinked) {
		this.state = "PROPOSED";
		this.resolution = newResolution;
		this.deductFen = newDeductFen;
		this.linked = newLinked;
	}

	void reopen() {
		propose("", 0, null);
		this.state = "REOPENED";
	}

	/** As the treatment city has it, or else as the insured city has it. */
	Booked shown() {
		Booked shown = (this.treatment != null) ? this.treatment : this.insured;
		if (shown == null) {
			throw new IllegalStateException("Nobody has " + this.claim + ".");
		}
		return shown;
	}

	@Override
	public String toString() {
		return "%s %s%s since %s, %s".formatted(this.claim, category(), also().isEmpty() ? "" : " also " + also(),
				this.openedDay, this.state);
	}

}
