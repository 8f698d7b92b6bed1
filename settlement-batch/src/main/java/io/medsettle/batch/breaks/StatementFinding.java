package io.medsettle.batch.breaks;

import java.time.LocalDate;

import io.medsettle.core.claim.ClaimKind;
import org.jspecify.annotations.Nullable;

/**
 * What a hospital's statement and the treatment ledger do not agree on where there is no
 * claim that could be held back.
 *
 * @param category the kind of disagreement
 * @param hospitalCode the hospital
 * @param day the clearing day of the statement
 * @param claimNo the claim that only the hospital has, or null for totals
 * @param kind settlement or reversal, or null for totals
 * @param insuredCity the insured city, where the statement names one
 * @param insuranceType the insurance type, where the statement names one
 * @param treatmentCity the hospital's city
 * @param fen by how much what the insured cities owe would be more if the hospital were
 * right
 * @param reason the sentence for the bureaus; names no person
 */
public record StatementFinding(BreakCategory category, String hospitalCode, LocalDate day, @Nullable String claimNo,
		@Nullable ClaimKind kind, @Nullable String insuredCity, @Nullable String insuranceType, String treatmentCity,
		long fen, String reason) {
}
