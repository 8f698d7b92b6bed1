package io.medsettle.api.days;

import java.time.OffsetDateTime;
import java.time.ZoneId;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.batch.verify.Verification;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying a day, in short.
 *
 * @param state {@code HOLDS} or {@code DIFFERS}
 * @param verifiedAt when it was verified
 * @param discrepancies how many discrepancies there are
 * @param first the first of them as a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DayVerification(@Schema(allowableValues = {
		"HOLDS", "DIFFERS" }) String state, OffsetDateTime verifiedAt, @Schema(example = "0") long discrepancies,
		@Schema(description = "The first discrepancy; absent if the day holds.") @Nullable String first){

	static DayVerification of(Verification verification, ZoneId zone) {
		return new DayVerification(verification.holds() ? "HOLDS" : "DIFFERS",
				verification.verifiedAt().atZone(zone).toOffsetDateTime(), verification.discrepancies(),
				verification.first().orElse(null));
	}

}
