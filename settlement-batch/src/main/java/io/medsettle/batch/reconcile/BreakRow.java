package io.medsettle.batch.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.core.claim.ClaimIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What a break says of the claim it holds, as it is stored.
 *
 * @param claim the claim
 * @param category why it is held, by kind: the gravest of those that apply
 * @param also the other categories that apply, if there are any
 * @param reason why, in sentences
 * @param sign of the claim
 * @param originalClaimNo what the claim takes back, if it does
 * @param insuredCity the city that would pay, as the claim is shown
 * @param treatmentCity the city that would receive, as the claim is shown
 * @param otherInsuredCity the city that would pay by the other book, if it is another
 * @param otherTreatmentCity the city that would receive by the other book, if it is
 * another
 * @param fen what would clear
 */
record BreakRow(ClaimIdentity claim, BreakCategory category, @Nullable String also, String reason, int sign,
		@Nullable String originalClaimNo, String insuredCity, String treatmentCity, @Nullable String otherInsuredCity,
		@Nullable String otherTreatmentCity, long fen) {

	/** The columns to select of the break {@code b}. */
	static final String COLUMNS = """
			b.hospital_code, b.claim_no, b.category, b.also, b.reason, b.sign, b.original_claim_no, b.insured_city, b.treatment_city,
			b.other_insured_city, b.other_treatment_city, b.fen""";

	static BreakRow of(HeldClaim held) {
		BookedClaim claim = held.claim();
		BookedClaim insured = held.insured();
		Findings findings = held.findings();
		return new BreakRow(held.identity(), findings.told().category(), findings.also(), findings.reason(),
				claim.sign(), claim.originalClaimNo(), claim.insuredCity(), claim.treatmentCity(),
				(insured != null) ? other(claim.insuredCity(), insured.insuredCity()) : null,
				(insured != null) ? other(claim.treatmentCity(), insured.treatmentCity()) : null, claim.clearedFen());
	}

	/** The break in a row that was selected with {@link #COLUMNS}. */
	static BreakRow read(ResultSet row) throws SQLException {
		return new BreakRow(LegPair.identity(row), BreakCategory.valueOf(row.getString("category")),
				row.getString("also"), row.getString("reason"), row.getInt("sign"), row.getString("original_claim_no"),
				row.getString("insured_city"), row.getString("treatment_city"), row.getString("other_insured_city"),
				row.getString("other_treatment_city"), row.getLong("fen"));
	}

	/**
	 * What stands against the claim that only people can say is gone, as it was found.
	 */
	List<Finding> leftToPeople() {
		return findings().stream().filter((finding) -> finding.category().isLeftToPeople()).toList();
	}

	/** All that stands against the claim, as it was found. */
	List<Finding> findings() {
		return Findings.stored(this.category, this.also, this.reason).all();
	}

	private static @Nullable String other(String city, String otherCity) {
		return Objects.equals(city, otherCity) ? null : otherCity;
	}

}
