package io.medsettle.batch.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import io.medsettle.core.claim.ClaimIdentity;
import org.jspecify.annotations.Nullable;

/**
 * A claim as both sides have it.
 *
 * @param identity the claim
 * @param treatment the claim in the treatment city's book, if it is there
 * @param insured the claim in the insured city's book, if it is there
 */
record LegPair(ClaimIdentity identity, @Nullable BookedClaim treatment, @Nullable BookedClaim insured) {

	/**
	 * The pair in a row that has the identity, the treatment leg as {@code t} and the
	 * insured leg as {@code i}.
	 */
	static LegPair read(ResultSet row, int number) throws SQLException {
		return new LegPair(identity(row), BookedClaim.read(row, "t"), BookedClaim.read(row, "i"));
	}

	static ClaimIdentity identity(ResultSet row) throws SQLException {
		return new ClaimIdentity(row.getString("hospital_code"), row.getString("claim_no"));
	}

	/** The pair with the insured leg that was found elsewhere, if it has none. */
	LegPair withInsured(@Nullable BookedClaim elsewhere) {
		return (this.insured != null) ? this : new LegPair(this.identity, this.treatment, elsewhere);
	}

	boolean isEmpty() {
		return this.treatment == null && this.insured == null;
	}

	/** Whether a leg has come on the day. */
	boolean hasLegOf(LocalDate day) {
		return Stream.of(this.treatment, this.insured).anyMatch((leg) -> leg != null && leg.clearingDay().equals(day));
	}

	boolean isReversal() {
		return this.treatment != null && this.treatment.isReversal();
	}

	/**
	 * The claim held for the difference between its legs.
	 * @throws IllegalStateException if there is none
	 */
	HeldClaim held() {
		List<Finding> differences = differences();
		if (differences.isEmpty()) {
			throw new IllegalStateException("The database found a difference that is none.");
		}
		return held(new Findings(differences));
	}

	HeldClaim held(Finding finding) {
		return held(Findings.of(finding));
	}

	HeldClaim held(Findings findings) {
		return new HeldClaim(this.identity, this.treatment, this.insured, findings);
	}

	/** All that is wrong between the two. */
	List<Finding> differences() {
		return Legs.differences(this.treatment, this.insured);
	}

	/** Whether both books have the claim. */
	boolean isComplete() {
		return this.treatment != null && this.insured != null;
	}

}
