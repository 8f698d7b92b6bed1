package io.medsettle.batch.settle;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.core.claim.ClaimIdentity;

/**
 * The reversals that a night judges, one after the other: what one takes back is no
 * longer there for the next. Reversals that clear beside no other and that nothing stands
 * against are not among them; they clear.
 */
final class ReversalNight {

	private final Map<ClaimIdentity, Judged> reversals = new LinkedHashMap<>();

	void add(FamilyReversal reversal, boolean broken, ReversalFamily family) {
		this.reversals.put(reversal.identity(), new Judged(reversal.identity(), reversal.booked(), broken, family));
	}

	/**
	 * Puts claims in the order in which they are to be judged.
	 */
	<T> List<T> inOrder(Collection<T> claims, Function<T, ClaimIdentity> identity) {
		return claims.stream()
			.filter((claim) -> this.reversals.containsKey(identity.apply(claim)))
			.sorted(Comparator.comparing((claim) -> find(identity.apply(claim)).booked(), BookedClaim.EVENT_ORDER))
			.toList();
	}

	/**
	 * The reversals that no break holds yet, in the order in which they are to be judged.
	 */
	List<Judged> unbroken() {
		return this.reversals.values()
			.stream()
			.filter((judged) -> !judged.broken())
			.sorted(Comparator.comparing(Judged::booked, BookedClaim.EVENT_ORDER))
			.toList();
	}

	/**
	 * Lets a reversal clear as it is booked, if nothing stands against it.
	 * @return whether it clears
	 */
	boolean clear(ClaimIdentity reversal) {
		Judged judged = find(reversal);
		if (!judged.family().findings(reversal).isEmpty()) {
			return false;
		}
		judged.family().clear(reversal, judged.booked().amountFen());
		return true;
	}

	/**
	 * What stands against a reversal, by all that is judged so far.
	 */
	List<Finding> findings(ClaimIdentity reversal) {
		Judged judged = this.reversals.get(reversal);
		if (judged == null) {
			return List.of();
		}
		ClaimIdentity original = judged.family().originalIdentity();
		return this.reversals.containsKey(original) ? findings(judged, !find(original).family().hasCleared(original))
				: judged.family().findings(reversal);
	}

	/**
	 * Where the original is a reversal of this night itself, it is held if this night has
	 * not cleared it.
	 */
	private static List<Finding> findings(Judged judged, boolean originalHeld) {
		Stream<Finding> others = judged.family()
			.findings(judged.identity())
			.stream()
			.filter((finding) -> finding.category() != BreakCategory.ORIGINAL_HELD);
		return Stream.concat(others, originalHeld ? Stream.of(Finding.of(BreakCategory.ORIGINAL_HELD)) : Stream.empty())
			.toList();
	}

	Judged find(ClaimIdentity reversal) {
		Judged judged = this.reversals.get(reversal);
		if (judged == null) {
			throw new IllegalArgumentException("The reversal is not to be judged.");
		}
		return judged;
	}

	/**
	 * A reversal to be judged.
	 *
	 * @param identity the reversal
	 * @param booked as the treatment city has it
	 * @param broken whether a break holds it
	 * @param family those that take back the same original
	 */
	record Judged(ClaimIdentity identity, BookedClaim booked, boolean broken, ReversalFamily family) {
	}

}
