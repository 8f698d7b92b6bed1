package io.medsettle.api.claims;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.http.LineErrors;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch when it was taken in.
 */
@Schema(description = "What became of a batch. Blank lines count neither as received nor as refused.")
record BatchReceipt(
		@Schema(description = "Lines that are durable in Kafka. Whether they are posted shows at each claim.",
				example = "2383") long received,
		@Schema(description = "Lines that were not taken.", example = "2") long refused,
		@Schema(description = "What is wrong with the refused lines; the first " + LineErrors.LISTED_MAX
				+ " errors.") List<LineErrors.LineError> errors,
		@Schema(description = "How many of the received lines count for which clearing day: a statement names each "
				+ "claim on that day. Absent if the engine cannot tell now; every claim tells it for itself.",
				example = "{\"2026-11-20\": 2380, \"2026-11-21\": 3}") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SortedMap<LocalDate, Long> clearingDays,
		@Schema(description = "How many more errors there are than the list holds; absent when it holds them all.") @JsonInclude(JsonInclude.Include.NON_DEFAULT) long errorsOmitted) {
}
