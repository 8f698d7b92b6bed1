package io.medsettle.batch.simulation;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A claim that is or was held, as the model knows it.
 */
final class Held {

	final Identity claim;

	final LocalDate openedDay;

	String category;

	/** As the break shows it; one of the two may be missing. */
	@Nullable Booked treatment;

	@Nullable Booked insured;

	/** What people have made of it. */
	String state = "OPEN";

	String resolution = "";

	long deductFen;

	/** How it cleared if people decided it, or how it was cancelled. */
	@Nullable Cleared settled;

	Held(Identity claim, LocalDate openedDay, String category) {
		this.claim = claim;
		this.openedDay = openedDay;
		this.category = category;
	}

	void is(String newCategory, @Nullable Booked newTreatment, @Nullable Booked newInsured) {
		this.category = newCategory;
		this.treatment = newTreatment;
		this.insured = newInsured;
	}

	boolean isOfStatement() {
		return this.category.startsWith("STATEMENT_");
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
		return "%s %s since %s, %s".formatted(this.claim, this.category, this.openedDay, this.state);
	}

}
