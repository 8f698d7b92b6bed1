package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.medsettle.core.ledger.Side;

/**
 * What takes a claim back, and what is left of it.
 */
final class ReferenceFamilies {

	private static final Set<String> CLEARING = Set.of("ACCEPT_TREATMENT", "ACCEPT_INSURED", "DEDUCT",
			"WRITE_OFF_ROUNDING");

	private final ReferenceBooks books;

	private final ReferenceClaims claims;

	ReferenceFamilies(ReferenceBooks books, ReferenceClaims claims) {
		this.books = books;
		this.claims = claims;
	}

	/** The one claim that a reversal takes back. */
	Identity original(Booked reversal) {
		ReferenceBreak held = this.claims.known(reversal.content().identity());
		return (held != null && held.isApproved() && held.linked != null) ? held.linked : reversal.content().original();
	}

	/** The reversals that count for a claim by the day. */
	List<Booked> reversals(Identity original, LocalDate day) {
		return this.books.treatment(day, true)
			.stream()
			.filter((reversal) -> original(reversal).equals(original))
			.filter((reversal) -> !hasClearedAsSettlement(reversal))
			.toList();
	}

	/** All that stands against a reversal because of what it takes back. */
	Set<String> objections(Booked reversal, LocalDate day) {
		Identity claim = original(reversal);
		Booked original = this.books.find(Side.TREATMENT, claim, day);
		if (original == null) {
			return Set.of("REVERSAL_WITHOUT_ORIGINAL");
		}
		Set<String> objections = new HashSet<>();
		if (!original.isTakenBackBy(reversal.content()) || hasClearedOtherwise(original, reversal)) {
			objections.add("REVERSAL_MISMATCH");
		}
		Predicate<Booked> first = isDecidedToClear(reversal.content().identity(), day) ? goesFirst(reversal, day)
				: (other) -> true;
		List<Booked> takers = takers(reversal, claim, day, first);
		long left = left(reversal, claim, day, first);
		long fen = Math.abs(reversal.clearedFen());
		if (!takers.isEmpty() && (fen > left || left <= 0)) {
			objections.add("DOUBLE_REVERSAL");
		}
		if (!this.claims.isDone(claim)) {
			objections.add("ORIGINAL_HELD");
		}
		return objections;
	}

	/** What is left for a reversal of a claim that the treatment book has. */
	long left(Booked reversal, Identity original, LocalDate day) {
		return left(reversal, original, day, (other) -> true);
	}

	/**
	 * Whether a decided reversal takes back in this night what is left of its original.
	 */
	boolean fits(Booked reversal, Cleared how, LocalDate day) {
		return objectionsToDecision(reversal, how, day).isEmpty();
	}

	/**
	 * What stands against what two persons have decided about a reversal. What was
	 * decided about later ones waits for it, as does whatever is undecided.
	 */
	Set<String> objectionsToDecision(Booked reversal, Cleared how, LocalDate day) {
		Identity original = original(reversal);
		if (this.books.find(Side.TREATMENT, original, day) == null) {
			return Set.of("REVERSAL_WITHOUT_ORIGINAL");
		}
		Set<String> objections = new HashSet<>();
		if (!this.claims.isDone(original)) {
			objections.add("ORIGINAL_HELD");
		}
		Predicate<Booked> before = goesFirst(reversal, day);
		long left = left(reversal, original, day, before);
		boolean alone = takers(reversal, original, day, before).isEmpty();
		if (Math.abs(how.fen()) > left || (left <= 0 && !alone)) {
			if (!alone) {
				objections.add("DOUBLE_REVERSAL");
			}
			else if (objections.isEmpty()) {
				objections.add("REVERSAL_MISMATCH");
			}
		}
		return objections;
	}

	/**
	 * Who takes back before a reversal about which two persons have decided: nothing that
	 * is undecided, or the two would wait for each other.
	 */
	private Predicate<Booked> goesFirst(Booked decided, LocalDate day) {
		return (other) -> {
			Identity claim = other.content().identity();
			return this.claims.isDone(claim)
					|| (isDecidedToClear(claim, day) && other.submission().isBefore(decided.submission()));
		};
	}

	/**
	 * Whether a reversal may take back an amount of a claim. Where others take something,
	 * something must be left, even for a reversal of nothing.
	 */
	boolean leaves(Booked reversal, Identity original, long fen, LocalDate day) {
		long left = left(reversal, original, day);
		return fen <= left && (left > 0 || takers(reversal, original, day, (other) -> true).isEmpty());
	}

	/** What is left for a reversal, and who takes the rest, in words. */
	String account(Booked reversal, Identity original, LocalDate day) {
		List<String> names = takers(reversal, original, day, (other) -> true).stream()
			.map((other) -> other.content().claimNo() + " " + takenBy(other, reversal, original, day))
			.toList();
		return "of the %d fen of %s, %d are left, and these take something: %s".formatted(clearedFen(original, day),
				original, left(reversal, original, day), names);
	}

	private long left(Booked reversal, Identity original, LocalDate day, Predicate<Booked> counted) {
		long taken = takers(reversal, original, day, counted).stream()
			.mapToLong((other) -> takenBy(other, reversal, original, day))
			.sum();
		return clearedFen(original, day) - taken;
	}

	/** What of the claim can be taken back at all; what a reversal took cannot. */
	private long clearedFen(Identity original, LocalDate day) {
		Cleared cleared = this.claims.done(original);
		Booked booked = this.books.find(Side.TREATMENT, original, day);
		long fen = (cleared != null) ? cleared.fen() : (booked != null) ? booked.clearedFen() : 0;
		return Math.max(0, fen);
	}

	private List<Booked> takers(Booked reversal, Identity original, LocalDate day, Predicate<Booked> counted) {
		return reversals(original, day).stream()
			.filter((other) -> !other.content().identity().equals(reversal.content().identity()))
			.filter(counted)
			.filter((other) -> takenBy(other, reversal, original, day) >= 0)
			.toList();
	}

	/** What another reversal takes of the original, or -1 if it takes nothing. */
	private long takenBy(Booked other, Booked reversal, Identity original, LocalDate day) {
		Identity claim = other.content().identity();
		Cleared cleared = this.claims.done(claim);
		if (cleared != null) {
			return (cleared.claims() > 0) ? Math.abs(cleared.fen()) : -1;
		}
		ReferenceBreak held = this.claims.known(claim);
		if (held != null && isDecidedToClear(claim, day)) {
			return held.resolution.equals("LINK") ? Math.abs(other.clearedFen())
					: Math.abs(this.claims.decided(held, day).fen());
		}
		if (held != null && held.isDecided()) {
			// Two persons have decided that it takes nothing back.
			return -1;
		}
		Booked booked = this.books.find(Side.TREATMENT, original, day);
		boolean exact = booked != null && booked.isTakenBackBy(other.content());
		return (exact && other.submission().isBefore(reversal.submission())) ? Math.abs(other.clearedFen()) : -1;
	}

	private boolean isDecidedToClear(Identity claim, LocalDate day) {
		ReferenceBreak held = this.claims.known(claim);
		if (held == null || !held.isApproved() || this.claims.isDone(claim)) {
			return false;
		}
		return held.resolution.equals("LINK")
				|| (CLEARING.contains(held.resolution) && this.claims.decided(held, day).isReversal());
	}

	/** A reversal in the treatment book for which the insured book was let stand. */
	private boolean hasClearedAsSettlement(Booked reversal) {
		Cleared cleared = this.claims.done(reversal.content().identity());
		return cleared != null && cleared.fen() > 0;
	}

	private boolean hasClearedOtherwise(Booked original, Booked reversal) {
		Cleared cleared = this.claims.done(original.content().identity());
		return cleared != null && (cleared.claims() == 0 || cleared.fen() != original.clearedFen()
				|| !cleared.insuredCity().equals(reversal.content().insuredCity()));
	}

	/** A reversal clears between the cities between which its original has. */
	Cleared betweenCitiesOfOriginal(Booked reversal, Cleared how) {
		Cleared original = this.claims.done(original(reversal));
		return (original == null) ? how : how.between(original.insuredCity(), original.treatmentCity());
	}

}
