package io.medsettle.core.statement;

import io.medsettle.core.claim.ClaimKind;

/**
 * What the treatment ledger has of a hospital's day for one insured city, insurance type
 * and kind of claim.
 *
 * @param hospitalCode the hospital
 * @param insuredCity the insured city
 * @param insuranceType the insurance type
 * @param kind settlements or reversals
 * @param sums their figures, positive for both kinds
 */
public record LedgerGroup(String hospitalCode, String insuredCity, String insuranceType, ClaimKind kind,
		StatementSums sums) {

	/**
	 * What these sums add to sums of both kinds.
	 */
	StatementSums signedSums() {
		int sign = this.kind.sign();
		return new StatementSums(this.sums.count(), sign * this.sums.totalFen(), sign * this.sums.fundFen(),
				sign * this.sums.accountFen());
	}

}
