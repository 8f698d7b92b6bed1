package io.medsettle.batch.match;

import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.core.claim.ClaimIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Claims as the night reads them, without a database.
 */
public final class SampleLegs {

	private SampleLegs() {
	}

	/** The claim as a book has it. */
	public static BookedClaim of(ClaimRow row) {
		return new BookedClaim(row.day(), row.sign(), row.originalClaimNo(), row.insuredCity(), row.treatmentCity(),
				row.personNo(), row.insuranceType(), row.visitType(), row.settledAt().toEpochMilli(),
				row.acceptedAt().toEpochMilli(), row.totalFen(), row.fundFen(), row.accountFen(), row.cashFen(), null,
				row.totalFen(), row.partition(), row.offset());
	}

	public static ClaimIdentity identity(ClaimRow row) {
		return new ClaimIdentity(row.hospitalCode(), row.claimNo());
	}

	/** The claim as both books have it; null where one does not. */
	public static LegPair pair(@Nullable ClaimRow treatment, @Nullable ClaimRow insured) {
		ClaimRow any = (treatment != null) ? treatment : insured;
		if (any == null) {
			throw new IllegalArgumentException("One book must have the claim.");
		}
		return new LegPair(identity(any), (treatment != null) ? of(treatment) : null,
				(insured != null) ? of(insured) : null);
	}

}
