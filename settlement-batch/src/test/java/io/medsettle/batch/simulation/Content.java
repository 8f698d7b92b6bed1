package io.medsettle.batch.simulation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.TreeMap;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimEncoder;
import io.medsettle.core.claim.ClaimKind;
import org.jspecify.annotations.Nullable;

/**
 * What a hospital says of a visit, or of the reversal of one.
 */
record Content(String hospitalCode, String claimNo, int sign, @Nullable String originalClaimNo, String insuredCity,
		String personNo, String insuranceType, String visitType, long settledAtMs, long fundFen, long accountFen,
		long cashFen) {

	private static final ClaimEncoder ENCODER = new ClaimEncoder();

	Identity identity() {
		return new Identity(this.hospitalCode, this.claimNo);
	}

	/** The claim that a reversal names. */
	Identity original() {
		if (this.originalClaimNo == null) {
			throw new IllegalStateException(this + " is no reversal.");
		}
		return new Identity(this.hospitalCode, this.originalClaimNo);
	}

	boolean isReversal() {
		return this.sign < 0;
	}

	String treatmentCity() {
		return this.hospitalCode.substring(1, 7);
	}

	long totalFen() {
		return this.fundFen + this.accountFen + this.cashFen;
	}

	/** With its sign. */
	long clearedFen() {
		return this.sign * (this.fundFen + this.accountFen);
	}

	Content with(String otherClaimNo, int otherSign, @Nullable String otherOriginalClaimNo) {
		return new Content(this.hospitalCode, otherClaimNo, otherSign, otherOriginalClaimNo, this.insuredCity,
				this.personNo, this.insuranceType, this.visitType, this.settledAtMs, this.fundFen, this.accountFen,
				this.cashFen);
	}

	Content withHospital(String otherHospitalCode) {
		return new Content(otherHospitalCode, this.claimNo, this.sign, this.originalClaimNo, this.insuredCity,
				this.personNo, this.insuranceType, this.visitType, this.settledAtMs, this.fundFen, this.accountFen,
				this.cashFen);
	}

	Content withFundFen(long otherFen) {
		return withFen(otherFen, this.accountFen, this.cashFen);
	}

	Content withFen(long otherFundFen, long otherAccountFen, long otherCashFen) {
		return new Content(this.hospitalCode, this.claimNo, this.sign, this.originalClaimNo, this.insuredCity,
				this.personNo, this.insuranceType, this.visitType, this.settledAtMs, otherFundFen, otherAccountFen,
				otherCashFen);
	}

	Content withInsuredCity(String otherCity) {
		return new Content(this.hospitalCode, this.claimNo, this.sign, this.originalClaimNo, otherCity, this.personNo,
				this.insuranceType, this.visitType, this.settledAtMs, this.fundFen, this.accountFen, this.cashFen);
	}

	Content withPersonNo(String otherPerson) {
		return new Content(this.hospitalCode, this.claimNo, this.sign, this.originalClaimNo, this.insuredCity,
				otherPerson, this.insuranceType, this.visitType, this.settledAtMs, this.fundFen, this.accountFen,
				this.cashFen);
	}

	Content withInsuranceType(String otherType) {
		return new Content(this.hospitalCode, this.claimNo, this.sign, this.originalClaimNo, this.insuredCity,
				this.personNo, otherType, this.visitType, this.settledAtMs, this.fundFen, this.accountFen,
				this.cashFen);
	}

	Content withSettledAtMs(long otherMs) {
		return new Content(this.hospitalCode, this.claimNo, this.sign, this.originalClaimNo, this.insuredCity,
				this.personNo, this.insuranceType, this.visitType, otherMs, this.fundFen, this.accountFen,
				this.cashFen);
	}

	/** The event's bytes. */
	byte[] toBytes() {
		return ENCODER.encode(new Claim(this.hospitalCode, this.claimNo, ClaimKind.ofSign(this.sign),
				this.originalClaimNo, this.insuredCity, this.personNo, this.insuranceType, this.visitType,
				Instant.ofEpochMilli(this.settledAtMs).atOffset(ZoneOffset.ofHours(8)), null, totalFen(), this.fundFen,
				this.accountFen, this.cashFen, null, new TreeMap<>()));
	}

	@Override
	public String toString() {
		String what = isReversal() ? "reversal of " + this.originalClaimNo : "settlement";
		return "%s (%s, %s insured in %s, %d fen)".formatted(identity(), what, this.insuranceType, this.insuredCity,
				clearedFen());
	}

}
