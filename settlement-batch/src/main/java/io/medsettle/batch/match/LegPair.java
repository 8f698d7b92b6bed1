package io.medsettle.batch.match;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.breaks.Findings;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.privacy.PersonNumberCipher;
import org.jspecify.annotations.Nullable;

/**
 * A claim as both sides have it.
 *
 * @param identity the claim
 * @param treatment the claim in the treatment city's book, if it is there
 * @param insured the claim in the insured city's book, if it is there
 */
public record LegPair(ClaimIdentity identity, @Nullable BookedClaim treatment, @Nullable BookedClaim insured) {

	/**
	 * The pair in a row that has the identity, the treatment leg as {@code t} and the
	 * insured leg as {@code i}.
	 */
	public static LegPair read(ResultSet row, PersonNumberCipher cipher) throws SQLException {
		return new LegPair(identity(row), BookedClaim.read(row, "t", cipher), BookedClaim.read(row, "i", cipher));
	}

	public static ClaimIdentity identity(ResultSet row) throws SQLException {
		return new ClaimIdentity(row.getString("hospital_code"), row.getString("claim_no"));
	}

	/** The pair with the insured leg that was found elsewhere, if it has none. */
	LegPair withInsured(@Nullable BookedClaim elsewhere) {
		return (this.insured != null) ? this : new LegPair(this.identity, this.treatment, elsewhere);
	}

	/**
	 * The claim as the treatment city has it, or else as the insured city has it.
	 */
	public BookedClaim shown() {
		BookedClaim shown = (this.treatment != null) ? this.treatment : this.insured;
		if (shown == null) {
			throw new IllegalStateException("Neither book has the claim.");
		}
		return shown;
	}

	public boolean isEmpty() {
		return this.treatment == null && this.insured == null;
	}

	/** Whether a leg has come on the day. */
	public boolean hasLegOf(LocalDate day) {
		return Stream.of(this.treatment, this.insured).anyMatch((leg) -> leg != null && leg.clearingDay().equals(day));
	}

	public boolean isReversal() {
		return this.treatment != null && this.treatment.isReversal();
	}

	/**
	 * The claim held for the difference between its legs.
	 * @throws IllegalStateException if there is none
	 */
	public HeldClaim held() {
		List<Finding> differences = differences();
		if (differences.isEmpty()) {
			throw new IllegalStateException("The database found a difference that is none.");
		}
		return held(new Findings(differences));
	}

	public HeldClaim held(Finding finding) {
		return held(Findings.of(finding));
	}

	public HeldClaim held(Findings findings) {
		return new HeldClaim(this, findings);
	}

	/** All that is wrong between the two. */
	public List<Finding> differences() {
		return Legs.differences(this.treatment, this.insured);
	}

	/** Whether both books have the claim. */
	public boolean isComplete() {
		return this.treatment != null && this.insured != null;
	}

}
