package io.medsettle.batch.reconcile;

import java.time.LocalDate;

import io.medsettle.core.catalogue.BreakCategory;
import io.medsettle.core.catalogue.Resolution;
import io.medsettle.core.claim.ClaimKind;
import org.jspecify.annotations.Nullable;

/**
 * A claim that is or was held back from clearing (对账差异).
 *
 * @param id the same for the same claim, for ever
 * @param category why, by kind
 * @param state how far it has come
 * @param openedDay the clearing day it was first held on
 * @param resolvedDay the clearing day it cleared on, if it has
 * @param hospitalCode the claim's hospital
 * @param claimNo the claim's number
 * @param kind settlement or reversal
 * @param originalClaimNo the claim a reversal takes back
 * @param insuredCity the city that would pay
 * @param treatmentCity the city that would receive
 * @param clearedFen what would clear: negative for a reversal
 * @param reason why, in a sentence; names no person
 * @param assignee who has it in hand, if somebody has
 * @param proposal how it is to be or was resolved, if people have said so
 * @param settledFen what cleared as people decided, with sign; 0 if it was cancelled;
 * null if nothing was decided or the night is not published
 */
public record Break(String id, BreakCategory category, BreakState state, LocalDate openedDay,
		@Nullable LocalDate resolvedDay, String hospitalCode, String claimNo, ClaimKind kind,
		@Nullable String originalClaimNo, String insuredCity, String treatmentCity, long clearedFen, String reason,
		@Nullable String assignee, @Nullable Proposal proposal, @Nullable Long settledFen) {

	/**
	 * How somebody would resolve it.
	 *
	 * @param resolution how
	 * @param deductFen what is deducted, without sign; 0 unless it is a deduction
	 * @param proposedBy who says so
	 * @param approvedBy who else says so, if somebody does
	 */
	public record Proposal(Resolution resolution, long deductFen, String proposedBy, @Nullable String approvedBy) {
	}

}
