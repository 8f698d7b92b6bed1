package io.medsettle.batch.breaks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

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
public record BreakRow(ClaimIdentity claim, BreakCategory category, @Nullable String also, String reason, int sign,
		@Nullable String originalClaimNo, String insuredCity, String treatmentCity, @Nullable String otherInsuredCity,
		@Nullable String otherTreatmentCity, long fen) {

	/** The columns to select of the break {@code b}. */
	public static final String COLUMNS = """
			b.hospital_code, b.claim_no, b.category, b.also, b.reason, b.sign, b.original_claim_no, b.insured_city, b.treatment_city,
			b.other_insured_city, b.other_treatment_city, b.fen""";

	/** The break in a row that was selected with {@link #COLUMNS}. */
	public static BreakRow read(ResultSet row) throws SQLException {
		return new BreakRow(new ClaimIdentity(row.getString("hospital_code"), row.getString("claim_no")),
				BreakCategory.valueOf(row.getString("category")), row.getString("also"), row.getString("reason"),
				row.getInt("sign"), row.getString("original_claim_no"), row.getString("insured_city"),
				row.getString("treatment_city"), row.getString("other_insured_city"),
				row.getString("other_treatment_city"), row.getLong("fen"));
	}

	/**
	 * What stands against the claim that only people can say is gone, as it was found.
	 */
	public List<Finding> leftToPeople() {
		return findings().stream().filter((finding) -> finding.category().isLeftToPeople()).toList();
	}

	/** All that stands against the claim, as it was found. */
	public List<Finding> findings() {
		return Findings.stored(this.category, this.also, this.reason).all();
	}

}
