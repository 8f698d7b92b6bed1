package io.medsettle.api.days;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.batch.verify.Verification;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying a day, in short.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DayVerification(@Schema(description = "Whether the day holds.", allowableValues = {
		"HOLDS", "DIFFERS" }) String state, Instant verifiedAt, @Schema(example = "0") long discrepancies,
		@Schema(description = "The first discrepancy; absent if the day holds.") @Nullable String first){

	static DayVerification of(Verification verification) {
		return new DayVerification(verification.holds() ? "HOLDS" : "DIFFERS", verification.verifiedAt(),
				verification.discrepancies(), verification.first().orElse(null));
	}

}
