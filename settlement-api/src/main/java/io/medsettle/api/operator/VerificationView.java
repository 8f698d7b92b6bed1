package io.medsettle.api.operator;

import java.time.LocalDate;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.batch.verify.Discrepancy;
import io.medsettle.batch.verify.Verification;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying a day.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Verification")
record VerificationView(LocalDate day, @Schema(description = "Whether it holds.") State state, Instant verifiedAt,
		@Schema(description = "How long that took.", example = "412") long tookMs,
		@Schema(description = "Claims of the day, and those that breaks held or released on it.",
				example = "2077") long claims,
		@Schema(description = "Files that were read.", example = "164") long files,
		@Schema(example = "0") long discrepancies,
		@Schema(description = "The first discrepancy; absent if the day holds.",
				example = "Obligation 320500 to 310000: expected 3 claims of 160001 fen, found 3 claims of 160002 fen.") @Nullable String first,
		@Schema(description = "The first of them, at most " + Verification.LISTED_MAX + ".") List<Discrepancy> listed) {

	static VerificationView of(Verification verification) {
		return new VerificationView(verification.day(), verification.holds() ? State.HOLDS : State.DIFFERS,
				verification.verifiedAt(), verification.took().toMillis(), verification.claims(), verification.files(),
				verification.discrepancies(), verification.first().orElse(null), verification.listed());
	}

	/** Whether a day holds. */
	enum State {

		/** All that was published is as the claims say. */
		HOLDS,

		/** Something is not. */
		DIFFERS

	}

}
