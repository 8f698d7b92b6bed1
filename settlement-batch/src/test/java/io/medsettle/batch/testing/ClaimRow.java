package io.medsettle.batch.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * A claim as a ledger has it.
 */
public record ClaimRow(String hospitalCode, String claimNo, int sign, @Nullable String originalClaimNo,
		String insuredCity, String treatmentCity, String personNo, String insuranceType, String visitType,
		Instant settledAt, Instant acceptedAt, LocalDate day, long fundFen, long accountFen, long cashFen,
		int partition, long offset) {

	/**
	 * A settlement of 300 yuan of fund, 500 of account and 486.50 of cash.
	 * @param number the claim's number and its place among the day's events
	 */
	public static ClaimRow settlement(LocalDate day, long number, String insuredCity, String treatmentCity) {
		Instant at = OffsetDateTime.parse(day + "T09:00:00+08:00").toInstant().plusSeconds(number);
		return new ClaimRow("H" + treatmentCity + "00001", "C-" + number, 1, null, insuredCity, treatmentCity,
				insuredCity + "000001", "310", "11", at, at.plusMillis(1250), day, 30_000, 50_000, 48_650, 0, number);
	}

	/**
	 * The reversal of this claim.
	 */
	public ClaimRow reversal(LocalDate onDay, long number) {
		ClaimRow place = settlement(onDay, number, this.insuredCity, this.treatmentCity);
		return new ClaimRow(this.hospitalCode, "R-" + number, -1, this.claimNo, this.insuredCity, this.treatmentCity,
				this.personNo, this.insuranceType, this.visitType, place.settledAt(), place.acceptedAt(), onDay,
				this.fundFen, this.accountFen, this.cashFen, 0, number);
	}

	public ClaimRow withClaimNo(String otherClaimNo) {
		return new ClaimRow(this.hospitalCode, otherClaimNo, this.sign, this.originalClaimNo, this.insuredCity,
				this.treatmentCity, this.personNo, this.insuranceType, this.visitType, this.settledAt, this.acceptedAt,
				this.day, this.fundFen, this.accountFen, this.cashFen, this.partition, this.offset);
	}

	/**
	 * The claim as of another clearing day.
	 */
	public ClaimRow onDay(LocalDate otherDay) {
		return new ClaimRow(this.hospitalCode, this.claimNo, this.sign, this.originalClaimNo, this.insuredCity,
				this.treatmentCity, this.personNo, this.insuranceType, this.visitType, this.settledAt, this.acceptedAt,
				otherDay, this.fundFen, this.accountFen, this.cashFen, this.partition, this.offset);
	}

	public ClaimRow withPerson(String otherPersonNo) {
		return new ClaimRow(this.hospitalCode, this.claimNo, this.sign, this.originalClaimNo, this.insuredCity,
				this.treatmentCity, otherPersonNo, this.insuranceType, this.visitType, this.settledAt, this.acceptedAt,
				this.day, this.fundFen, this.accountFen, this.cashFen, this.partition, this.offset);
	}

	public ClaimRow withInsuredCity(String otherCity) {
		return new ClaimRow(this.hospitalCode, this.claimNo, this.sign, this.originalClaimNo, otherCity,
				this.treatmentCity, this.personNo, this.insuranceType, this.visitType, this.settledAt, this.acceptedAt,
				this.day, this.fundFen, this.accountFen, this.cashFen, this.partition, this.offset);
	}

	public ClaimRow withFen(long otherFundFen, long otherAccountFen, long otherCashFen) {
		return new ClaimRow(this.hospitalCode, this.claimNo, this.sign, this.originalClaimNo, this.insuredCity,
				this.treatmentCity, this.personNo, this.insuranceType, this.visitType, this.settledAt, this.acceptedAt,
				this.day, otherFundFen, otherAccountFen, otherCashFen, this.partition, this.offset);
	}

	public ClaimRow settledAt(OffsetDateTime time) {
		return new ClaimRow(this.hospitalCode, this.claimNo, this.sign, this.originalClaimNo, this.insuredCity,
				this.treatmentCity, this.personNo, this.insuranceType, this.visitType, time.toInstant(),
				this.acceptedAt, this.day, this.fundFen, this.accountFen, this.cashFen, this.partition, this.offset);
	}

	public long totalFen() {
		return this.fundFen + this.accountFen + this.cashFen;
	}

	public long clearedFen() {
		return this.sign * (this.fundFen + this.accountFen);
	}

}
