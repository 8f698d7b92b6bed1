package io.medsettle.batch.settle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.settle.FamilyReversal.Standing;
import io.medsettle.batch.step.Yuan;
import io.medsettle.core.claim.ClaimIdentity;
import org.jspecify.annotations.Nullable;

/**
 * An original and all the reversals that count for it: the one place that knows how much
 * of it is left to take back. What the reversals of a claim take back together is never
 * more than the claim cleared with, whatever each of them says and people decide.
 * <p>
 * A hospital can send any number of reversals of one claim; each is judged without
 * looking at all others.
 */
final class ReversalFamily {

	/** So many names find room in the reason. */
	private static final int NAMED_MAX = 4;

	private final ClaimIdentity originalIdentity;

	private final @Nullable Original original;

	private final Map<ClaimIdentity, FamilyReversal> reversals = new HashMap<>();

	/** Those that have cleared or are decided: people are behind all but one of them. */
	private final List<FamilyReversal> settled = new ArrayList<>();

	/** Those about which nothing is decided and that may clear by themselves. */
	private final TreeSet<FamilyReversal> repeating = new TreeSet<>(
			Comparator.comparing(FamilyReversal::booked, BookedClaim.EVENT_ORDER));

	/**
	 * @param originalIdentity the claim that is taken back
	 * @param original what is known of it, or null if the treatment city's book does not
	 * have it
	 * @param reversals those that count for it
	 */
	ReversalFamily(ClaimIdentity originalIdentity, @Nullable Original original, Collection<FamilyReversal> reversals) {
		this.originalIdentity = originalIdentity;
		this.original = original;
		reversals.forEach(this::put);
	}

	ClaimIdentity originalIdentity() {
		return this.originalIdentity;
	}

	@Nullable Original original() {
		return this.original;
	}

	/**
	 * All that stands against a reversal of the family as booked.
	 */
	List<Finding> findings(ClaimIdentity reversal) {
		if (this.original == null) {
			return List.of(Finding.of(BreakCategory.REVERSAL_WITHOUT_ORIGINAL));
		}
		FamilyReversal judged = find(reversal);
		List<Finding> findings = new ArrayList<>(this.original.mismatches(judged.booked()));
		Taken taken = taken(judged);
		if (!taken.leaves(judged.booked().amountFen())) {
			findings.add(Finding.of(BreakCategory.DOUBLE_REVERSAL, account(taken)));
		}
		BreakCategory heldBy = this.original.heldBy();
		if (heldBy != null) {
			findings.add(Finding.of(BreakCategory.ORIGINAL_HELD, "Its break is " + heldBy + "."));
		}
		return findings;
	}

	/**
	 * Whether a reversal may take back an amount beside the others.
	 */
	boolean leaves(ClaimIdentity reversal, long fen) {
		Taken taken = taken(find(reversal));
		return taken.leaves(fen) && fen <= taken.leftFen();
	}

	/**
	 * What is left for a reversal, and who takes the rest, in a sentence.
	 */
	String account(ClaimIdentity reversal) {
		return account(taken(find(reversal)));
	}

	/**
	 * Notes that a reversal clears.
	 */
	void clear(ClaimIdentity reversal, long fen) {
		FamilyReversal before = find(reversal);
		this.settled.remove(before);
		this.repeating.remove(before);
		put(before.cleared(fen));
	}

	boolean hasCleared(ClaimIdentity reversal) {
		return find(reversal).standing() == Standing.CLEARED;
	}

	private void put(FamilyReversal reversal) {
		this.reversals.put(reversal.identity(), reversal);
		switch (reversal.standing()) {
			case CLEARED, DECIDED -> this.settled.add(reversal);
			case UNDECIDED -> {
				if (this.original != null && this.original.isRepeatedBy(reversal.booked())) {
					this.repeating.add(reversal);
				}
			}
			case NOTHING -> {
				// It takes nothing from the others.
			}
		}
	}

	/**
	 * What goes first: all that has cleared; before what is not decided, all that is, or
	 * else two could wait for each other for good; and of those alike, the earlier.
	 */
	private Taken taken(FamilyReversal judged) {
		Taken taken = new Taken((this.original != null) ? this.original.clearedFen() : 0);
		for (FamilyReversal other : this.settled) {
			boolean same = other.identity().equals(judged.identity());
			if (!same && (other.standing() == Standing.CLEARED || judged.standing() != Standing.DECIDED
					|| other.isBefore(judged))) {
				taken.add(other);
			}
		}
		if (judged.standing() != Standing.DECIDED) {
			for (FamilyReversal other : this.repeating) {
				if (!other.isBefore(judged) || taken.isMoreThanEnough()) {
					break;
				}
				taken.add(other);
			}
		}
		return taken;
	}

	private String account(Taken taken) {
		if (this.original == null) {
			return "There is no original to take back.";
		}
		return "Of the %s of %s, taken back or to be: %s; left: %s.".formatted(Yuan.of(taken.clearedFen),
				this.originalIdentity.claimNo(), taken.names(), Yuan.of(Math.max(0, taken.leftFen())));
	}

	private FamilyReversal find(ClaimIdentity reversal) {
		FamilyReversal found = this.reversals.get(reversal);
		if (found == null) {
			throw new IllegalArgumentException("The reversal does not count for the original.");
		}
		return found;
	}

	/**
	 * What others take of the original before a reversal.
	 */
	private static final class Taken {

		private final long clearedFen;

		private final List<FamilyReversal> takers = new ArrayList<>();

		private long fen;

		Taken(long clearedFen) {
			this.clearedFen = clearedFen;
		}

		void add(FamilyReversal taker) {
			this.takers.add(taker);
			this.fen = Math.addExact(this.fen, taker.fen());
		}

		/** Whether more of them would make no difference. */
		boolean isMoreThanEnough() {
			return this.takers.size() > NAMED_MAX && this.fen >= this.clearedFen;
		}

		long leftFen() {
			return Math.subtractExact(this.clearedFen, this.fen);
		}

		/**
		 * Where others take something, a reversal needs something left, even if it takes
		 * nothing: a claim of 0 is taken back once as well.
		 */
		boolean leaves(long wantedFen) {
			return this.takers.isEmpty() || (wantedFen <= leftFen() && leftFen() > 0);
		}

		String names() {
			String names = this.takers.stream()
				.limit(NAMED_MAX)
				.map((taker) -> taker.identity().claimNo() + " " + Yuan.of(taker.fen()))
				.collect(Collectors.joining(", "));
			return names.isEmpty() ? "nothing" : names + ((this.takers.size() > NAMED_MAX) ? " and others" : "");
		}

	}

}
