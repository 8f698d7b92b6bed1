package io.medsettle.batch.reconcile;

import java.time.LocalDate;

import io.medsettle.core.catalogue.BreakCategory;
import io.medsettle.core.claim.ClaimKind;
import org.jspecify.annotations.Nullable;

/**
 * A claim that is or was held back from clearing (对账差异).
 *
 * @param id the same for the same claim, for ever
 * @param category why, by kind
 * @param state whether it is still held
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
 */
public record Break(String id, BreakCategory category, BreakState state, LocalDate openedDay,
		@Nullable LocalDate resolvedDay, String hospitalCode, String claimNo, ClaimKind kind,
		@Nullable String originalClaimNo, String insuredCity, String treatmentCity, long clearedFen, String reason) {
}
