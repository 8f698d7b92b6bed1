package io.medsettle.core.claim;

import java.time.OffsetDateTime;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

/**
 * One settled visit, or the reversal of one, as a hospital submits it. All amounts are
 * whole fen and never negative; the sign is in the kind. An instance is well formed
 * (every mandatory field is there and of its type) but not necessarily acceptable: see
 * {@link ClaimRules}.
 *
 * @param hospitalCode {@code fixmedins_code}: H, 6-digit area, 5 digits
 * @param claimNo {@code medins_setl_id}: the hospital's number of the claim
 * @param kind settlement or reversal
 * @param originalClaimNo the claim a reversal takes back; null on a settlement
 * @param insuredCity {@code insuplc_admdvs}: GB/T 2260 code of the city that pays
 * @param personNo {@code psn_no}, in capitals: never to be logged
 * @param insuranceType {@code insutype}: 310 employee, 390 resident
 * @param visitType {@code med_type}: 11 outpatient, 12 registration, 13 emergency, 14
 * chronic
 * @param settledAt when the person settled at the counter, by the hospital's clock
 * @param treatmentCity {@code mdtrtarea_admvs} as the hospital named it, if it did
 * @param totalFen {@code medfee_sumamt}
 * @param fundFen {@code fund_pay_sumamt}: pooled funds' share
 * @param accountFen {@code acct_pay}: from the person's medical account
 * @param cashFen {@code psn_cash_pay}: paid at the counter, never cleared
 * @param split the treatment city's split of the total, if given
 * @param funds parts of the fund share by fund name, empty if not given
 */
public record Claim(String hospitalCode, String claimNo, ClaimKind kind, @Nullable String originalClaimNo,
		String insuredCity, String personNo, String insuranceType, String visitType, OffsetDateTime settledAt,
		@Nullable String treatmentCity, long totalFen, long fundFen, long accountFen, long cashFen,
		@Nullable Split split, SortedMap<String, Long> funds) {

	/**
	 * The treatment city's split of the total.
	 *
	 * @param ownPayFen {@code fulamt_ownpay_amt}
	 * @param overLimitFen {@code overlmt_selfpay}
	 * @param prePayFen {@code preselfpay_amt}
	 * @param inScopeFen {@code inscp_scp_amt}
	 */
	public record Split(long ownPayFen, long overLimitFen, long prePayFen, long inScopeFen) {
	}

	public ClaimIdentity identity() {
		return new ClaimIdentity(this.hospitalCode, this.claimNo);
	}

	/**
	 * What the insured city owes for this claim: fund pay and account pay, without the
	 * sign.
	 * @throws ArithmeticException if the sum does not fit a long
	 */
	public long clearedFen() {
		return Math.addExact(this.fundFen, this.accountFen);
	}

	/** Names the claim, and nobody. */
	@Override
	public String toString() {
		return "Claim " + this.claimNo + " of " + this.hospitalCode;
	}

}
