package io.medsettle.core.statement;

import java.time.Instant;
import java.time.LocalDate;

import io.medsettle.core.claim.ClaimKind;
import org.jspecify.annotations.Nullable;

/**
 * A hospital's totals of a clearing day.
 *
 * @param hospitalCode the hospital
 * @param day the clearing day
 * @param insuredCity the one insured city they are of, or null for all
 * @param insuranceType the one insurance type they are of, or null for all
 * @param treatmentCity the hospital's city
 * @param reversalsIncluded whether reversals are counted and their amounts taken off;
 * otherwise the figures are those of the settlements alone
 * @param sums the figures
 * @param receivedAt when the engine got them
 */
public record HospitalStatement(String hospitalCode, LocalDate day, @Nullable String insuredCity,
		@Nullable String insuranceType, String treatmentCity, boolean reversalsIncluded, StatementSums sums,
		Instant receivedAt) {

	/**
	 * Whether the figures should hold these claims of the ledger.
	 */
	boolean holds(LedgerGroup group) {
		return (this.insuredCity == null || this.insuredCity.equals(group.insuredCity()))
				&& (this.insuranceType == null || this.insuranceType.equals(group.insuranceType()))
				&& (this.reversalsIncluded || group.kind() == ClaimKind.SETTLEMENT);
	}

}
