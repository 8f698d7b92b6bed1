package io.medsettle.api.operator;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.batch.verify.Discrepancy;
import io.medsettle.batch.verify.Verification;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying a day.
 *
 * @param day the clearing day
 * @param state whether it holds
 * @param verifiedAt when it was verified
 * @param tookMs how long that took
 * @param claims how many claims were looked at
 * @param files how many files were read
 * @param discrepancies how many discrepancies there are
 * @param first the first of them as a sentence
 * @param listed the first of them one by one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Verification")
record VerificationView(LocalDate day, State state, OffsetDateTime verifiedAt, @Schema(example = "412") long tookMs,
		@Schema(description = "Claims of the day, and those that breaks held or released on it.",
				example = "2077") long claims,
		@Schema(example = "164") long files, @Schema(example = "0") long discrepancies,
		@Schema(description = "Absent if the day holds.",
				example = "Obligation 320500 to 310000: expected 3 claims of 160001 fen, found 3 claims of 160002 fen.") @Nullable String first,
		@Schema(description = "At most " + Verification.LISTED_MAX + ".") List<DiscrepancyView> listed) {

	static VerificationView of(Verification verification, ZoneId zone) {
		return new VerificationView(verification.day(), verification.holds() ? State.HOLDS : State.DIFFERS,
				verification.verifiedAt().atZone(zone).toOffsetDateTime(), verification.took().toMillis(),
				verification.claims(), verification.files(), verification.discrepancies(),
				verification.first().orElse(null), verification.listed().stream().map(DiscrepancyView::of).toList());
	}

	/** Whether a day holds. */
	enum State {

		/** All that was published is as the claims say. */
		HOLDS,

		/** Something is not. */
		DIFFERS

	}

	/**
	 * Something published that the claims do not bear out.
	 *
	 * @param what the kind of thing
	 * @param where which one
	 * @param expected what it must be by the claims
	 * @param found what it is
	 */
	@Schema(name = "Discrepancy")
	record DiscrepancyView(@Schema(example = "Obligation") String what,
			@Schema(example = "320500 to 310000") String where,
			@Schema(example = "3 claims of 160001 fen") String expected,
			@Schema(example = "3 claims of 160002 fen") String found) {

		static DiscrepancyView of(Discrepancy discrepancy) {
			return new DiscrepancyView(discrepancy.what(), discrepancy.where(), discrepancy.expected(),
					discrepancy.found());
		}

	}

}
