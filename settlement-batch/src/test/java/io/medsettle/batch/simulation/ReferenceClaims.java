package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.ledger.Side;
import org.jspecify.annotations.Nullable;

/**
 * What has become of claims: which are held, and how the others cleared or were
 * cancelled.
 */
final class ReferenceClaims {

	private final ReferenceBooks books;

	private final SortedMap<Identity, ReferenceBreak> held = new TreeMap<>();

	private final Map<Identity, Cleared> done = new HashMap<>();

	/** What insured cities deduct from claims; 0 if they refuse them. */
	private final Map<Identity, Long> words = new HashMap<>();

	ReferenceClaims(ReferenceBooks books) {
		this.books = books;
	}

	void hear(Identity claim, long deductFen) {
		this.words.put(claim, deductFen);
	}

	/** What the insured city says of a claim that both books have. */
	@Nullable Long word(Identity claim, LocalDate day) {
		return this.books.haveBoth(claim, day) ? this.words.get(claim) : null;
	}

	/** The claims that are held, in whatever state. */
	List<ReferenceBreak> open() {
		return this.held.values().stream().filter((each) -> !isDone(each.claim)).toList();
	}

	boolean isDone(Identity claim) {
		return this.done.containsKey(claim);
	}

	/** How a claim cleared or was cancelled, if it did. */
	@Nullable Cleared done(Identity claim) {
		return this.done.get(claim);
	}

	boolean isCancelled(Identity claim) {
		Cleared cleared = done(claim);
		return cleared != null && cleared.claims() == 0;
	}

	boolean isCleared(Identity claim) {
		return isDone(claim) && !isCancelled(claim);
	}

	void clear(Cleared how) {
		if (this.done.put(how.claim(), how) != null) {
			throw new IllegalStateException("The model clears " + how.claim() + " twice.");
		}
	}

	/** What is known of a claim that is or was held. */
	@Nullable ReferenceBreak known(Identity claim) {
		return this.held.get(claim);
	}

	boolean isHeld(Identity claim) {
		return this.held.containsKey(claim) && !isDone(claim);
	}

	void hold(LocalDate day, Identity claim, Set<String> categories) {
		this.held.computeIfAbsent(claim, (identity) -> new ReferenceBreak(identity, day))
			.is(categories, this.books.find(Side.TREATMENT, claim, day), this.books.find(Side.INSURED, claim, day));
	}

	/**
	 * What comes of a claim as people have decided. Where the insured city is to be
	 * right, its word goes before its book, whatever the other book has.
	 */
	Cleared decided(ReferenceBreak decided, LocalDate day) {
		return Cleared.decided(decided, this.words.get(decided.claim),
				this.books.find(Side.TREATMENT, decided.claim, day), this.books.find(Side.INSURED, decided.claim, day));
	}

}
