package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

/**
 * What the engine must come to, reckoned claim by claim. It sees what each book has taken
 * in which order, what hospitals state and what people decide, and knows nothing of
 * databases, batches, restarts or how the engine goes about it.
 */
final class ReferenceModel {

	private final boolean searchesDuplicates;

	private final ReferenceBooks books = new ReferenceBooks();

	private final ReferenceClaims claims = new ReferenceClaims(this.books);

	private final ReferenceFamilies families = new ReferenceFamilies(this.books, this.claims);

	private final ReferenceDuplicates duplicates = new ReferenceDuplicates(this.books, this.claims, this.families);

	private final ReferenceStatements statements = new ReferenceStatements();

	private final ReferenceDesk desk = new ReferenceDesk(this.books, this.claims, this.families, this.statements);

	private final SortedSet<String> differences = new TreeSet<>();

	/**
	 * @param searchesDuplicates whether visits are held that are there a second time
	 */
	ReferenceModel(boolean searchesDuplicates) {
		this.searchesDuplicates = searchesDuplicates;
	}

	void take(Side side, Submission event) {
		this.books.take(side, event);
	}

	void change(Side side, Content content) {
		this.books.change(side, content);
	}

	/**
	 * An insured city does not want to pay for a claim; the last word counts.
	 * @param deductFen what it deducts, or 0 if it refuses
	 */
	void hear(Identity claim, long deductFen) {
		this.claims.hear(claim, deductFen);
	}

	ReferenceStatements statements() {
		return this.statements;
	}

	ReferenceDesk desk() {
		return this.desk;
	}

	ReferenceFamilies families() {
		return this.families;
	}

	/** The claims that are held, in whatever state. */
	List<ReferenceBreak> open() {
		return this.claims.open();
	}

	@Nullable Booked booked(Side side, Identity claim) {
		return book(side).get(claim);
	}

	/** Whether the claim has cleared or was cancelled. */
	boolean isDone(Identity claim) {
		return this.claims.isDone(claim);
	}

	/** What a claim that is done came to, with sign; 0 if it was cancelled. */
	long settledFen(Identity claim) {
		return Objects.requireNonNull(this.claims.done(claim)).fen();
	}

	boolean isHeld(Identity claim) {
		return this.claims.isHeld(claim);
	}

	/**
	 * Closes a day.
	 * @return what clears on it
	 */
	List<Cleared> close(LocalDate day) {
		tell(day);
		return new ReferenceNight(day, this.books, this.claims, this.families, this.statements).run(this.duplicates,
				this.searchesDuplicates);
	}

	/** What hospitals have too much is told until the claim is there. */
	private void tell(LocalDate day) {
		Set<Identity> known = book(Side.TREATMENT).keySet()
			.stream()
			.filter((claim) -> this.books.find(Side.TREATMENT, claim, day) != null)
			.collect(Collectors.toSet());
		this.differences.removeIf((told) -> this.statements.isClearedUp(told, known));
		this.differences.addAll(this.statements.differences(day, book(Side.TREATMENT).values()));
	}

	/** What statements say that no claim can be held for, and since when. */
	SortedSet<String> differences() {
		return this.differences;
	}

	SortedMap<Identity, Booked> book(Side side) {
		return this.books.of(side);
	}

}
