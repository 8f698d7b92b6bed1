package io.medsettle.batch.settle;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakActionRefusedException;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakLimits;
import io.medsettle.batch.breaks.BreakState;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.CrossReference;
import io.medsettle.batch.match.LegPair;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * A limit belongs to all that is decided together: what a claim, its reversals and its
 * corrections clear lies between nothing and the claim's own amount, and one event clears
 * under one name.
 */
@Component
class ClearingLimits implements BreakLimits {

	private final BreakLegs legs;

	private final ReversalSearch reversals;

	private final CrossReference crossReference;

	private final ClearingDays days;

	private final long roundingLimitFen;

	ClearingLimits(BreakLegs legs, ReversalSearch reversals, CrossReference crossReference, ClearingDays days,
			SettlementSettings settings) {
		this.legs = legs;
		this.reversals = reversals;
		this.crossReference = crossReference;
		this.days = days;
		this.roundingLimitFen = settings.breaks().roundingLimitFen();
	}

	@Override
	public void require(Break held, Break.Proposal proposal) {
		if (!held.category().holdsClaim()) {
			return;
		}
		if (proposal.originalClaimNo() != null) {
			requireLinkable(held, proposal.originalClaimNo());
			return;
		}
		BreakLegs.Known known = this.legs.of(held.id());
		objection(known, proposal.resolution()).ifPresent((objection) -> {
			throw BreakActionRefusedException.notAllowed(objection);
		});
		DecidedClearing clearing = DecidedClearing.decided(known.legs(), proposal.resolution(), proposal.deductFen(),
				known.insuredDecision());
		if (clearing.claims() > 0) {
			requireLeft(held, known.legs(), clearing);
		}
	}

	@Override
	public Map<String, List<Resolution>> allowed(List<Break> breaks) {
		Map<String, BreakLegs.Known> known = this.legs.of(breaks.stream()
			.filter((held) -> held.category().holdsClaim() && held.state() != BreakState.RESOLVED)
			.map(Break::id)
			.collect(Collectors.toSet()));
		return breaks.stream().collect(Collectors.toMap(Break::id, (held) -> allowed(held, known.get(held.id()))));
	}

	private List<Resolution> allowed(Break held, BreakLegs.@Nullable Known known) {
		return Arrays.stream(Resolution.values())
			.filter(held::allows)
			.filter((resolution) -> known == null || objection(known, resolution).isEmpty())
			.toList();
	}

	/**
	 * What stands against a resolution: that the book that is to stand does not have the
	 * claim, or that more than a little would be written off.
	 */
	private Optional<String> objection(BreakLegs.Known known, Resolution resolution) {
		Object standing = switch (resolution) {
			case ACCEPT_TREATMENT, DEDUCT, WRITE_OFF_ROUNDING -> known.legs().treatment();
			case ACCEPT_INSURED -> known.legs().insured();
			case CANCEL, LINK, WAIT -> known;
		};
		if (standing == null) {
			return Optional.of(resolution + " lets a book stand that does not have the claim.");
		}
		if (resolution == Resolution.WRITE_OFF_ROUNDING && known.differenceFen() > this.roundingLimitFen) {
			return Optional.of("The difference is " + known.differenceFen() + " fen; up to " + this.roundingLimitFen
					+ " fen may be written off as rounding.");
		}
		return Optional.empty();
	}

	private void requireLeft(Break held, LegPair legs, DecidedClearing clearing) {
		if (!clearing.isWithinClaim()) {
			throw BreakActionRefusedException.notAllowed("The claim would clear with " + clearing.fen()
					+ " fen; it can clear with no more than its own amount, and with its own sign.");
		}
		if (held.categories().contains(BreakCategory.HOSPITAL_DIFFERS)) {
			// One after the other, since the other name may be decided at the same time.
			this.days.lock(held.openedDay());
			this.crossReference.clearingUnderOtherName(legs).ifPresent((other) -> {
				throw BreakActionRefusedException.notAllowed("The same event clears as " + other
						+ "; it clears once, so that this one can only be cancelled.");
			});
		}
		if (clearing.clearsReversal()) {
			requireLeftOfOriginal(held, legs, clearing);
		}
	}

	/**
	 * What a reversal takes back is found in the treatment city's book, so that one which
	 * is not there cannot be judged and must not clear.
	 */
	private void requireLeftOfOriginal(Break held, LegPair legs, DecidedClearing clearing) {
		if (!legs.isReversal()) {
			throw BreakActionRefusedException
				.notAllowed("The treatment city's book does not have the reversal, so that it may not clear;"
						+ " it waits for its leg there or is cancelled.");
		}
		requireLeft(this.reversals.ofBreak(held.id()).orElseThrow(), legs.identity(), Math.negateExact(clearing.fen()));
	}

	private static void requireLeft(ReversalFamily family, ClaimIdentity reversal, long fen) {
		if (!family.leaves(reversal, fen)) {
			throw BreakActionRefusedException
				.notAllowed("More would be taken back than is left. " + family.account(reversal));
		}
	}

	/**
	 * A reversal can be linked to another claim than the one that it names, if it repeats
	 * that and all of it is left.
	 */
	private void requireLinkable(Break held, String originalClaimNo) {
		LegPair legs = this.legs.of(held.id()).legs();
		BookedClaim reversal = legs.treatment();
		if (reversal == null || originalClaimNo.equals(reversal.originalClaimNo())
				|| originalClaimNo.equals(held.claimNo())) {
			throw BreakActionRefusedException
				.notAllowed("A reversal is linked to another claim than itself and the one it names.");
		}
		ReversalFamily family = this.reversals.linked(legs.identity(), reversal, originalClaimNo)
			.orElseThrow(() -> BreakActionRefusedException
				.notAllowed("The hospital has no claim of the number to link to."));
		Original original = family.original();
		if (original == null || !original.isRepeatedBy(reversal)) {
			throw BreakActionRefusedException.notAllowed(BreakCategory.REVERSAL_MISMATCH.sentence());
		}
		requireLeft(family, legs.identity(), reversal.amountFen());
	}

}
