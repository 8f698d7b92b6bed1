package io.medsettle.core.ledger;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimKind;

/**
 * What a reversal is compared with.
 */
record StoredClaim(ClaimKind kind, String insuredCity, String personNo, long totalFen, long fundFen, long accountFen,
		long cashFen) {

	static StoredClaim of(Leg leg) {
		Claim claim = leg.claim();
		return new StoredClaim(claim.kind(), claim.insuredCity(), claim.personNo(), claim.totalFen(), claim.fundFen(),
				claim.accountFen(), claim.cashFen());
	}

	/**
	 * Whether a reversal takes back exactly this settlement: same person, same insured
	 * city, same amounts.
	 */
	boolean isRepeatedBy(Claim reversal) {
		return this.kind == ClaimKind.SETTLEMENT && this.insuredCity.equals(reversal.insuredCity())
				&& this.personNo.equals(reversal.personNo()) && this.totalFen == reversal.totalFen()
				&& this.fundFen == reversal.fundFen() && this.accountFen == reversal.accountFen()
				&& this.cashFen == reversal.cashFen();
	}

	@Override
	public String toString() {
		return "StoredClaim";
	}

}
