package io.medsettle.batch.verify;

import java.time.LocalDate;

import io.medsettle.core.claim.ClaimIdentity;
import org.jspecify.annotations.Nullable;

/**
 * A claim and what had cleared of it by the end of a day.
 *
 * @param identity the claim
 * @param original the claim that it takes back, if the treatment ledger has it as a
 * reversal: the one it is linked to, or else the one it names
 * @param ownFen the greater of its amounts in the two ledgers, without sign; 0 if neither
 * has it
 * @param clearing how it cleared or was cancelled; null if it had not
 */
record FamilyMember(ClaimIdentity identity, @Nullable ClaimIdentity original, long ownFen,
		@Nullable Clearing clearing) {

	/** Whether it has cleared as a reversal. */
	boolean tookBack() {
		return this.original != null && this.clearing != null && this.clearing.claims() > 0 && this.clearing.fen() <= 0;
	}

	/** What it cleared with, with sign; 0 if it did not. */
	long clearedFen() {
		return (this.clearing != null) ? this.clearing.fen() : 0;
	}

	@Override
	public String toString() {
		return this.identity.claimNo() + ((this.clearing == null) ? " not cleared"
				: (this.clearing.claims() == 0) ? " cancelled" : " " + this.clearing.fen());
	}

	/**
	 * How a claim cleared.
	 *
	 * @param day on which day
	 * @param cities between whom
	 * @param claims 1, or 0 if it was cancelled
	 * @param fen how much, with sign
	 */
	record Clearing(LocalDate day, CityPair cities, int claims, long fen) {
	}

}
