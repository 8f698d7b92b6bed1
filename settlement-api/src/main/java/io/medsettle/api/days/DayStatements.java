package io.medsettle.api.days;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What hospitals have said of a day, in hospitals. Until the night has held it against
 * the treatment ledger, nothing but their number is known.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DayStatements",
		description = "What hospitals have said of the day, in hospitals but for `statedBeside`. `received` alone until the night has "
				+ "compared.")
record DayStatements(
		@Schema(description = "Hospitals that sent their totals or their claims.", example = "31") long received,
		@Schema(description = "Those of them with whom the treatment ledger agrees.",
				example = "29") @Nullable Long matched,
		@Schema(description = "Those of them with whom it does not.", example = "2") @Nullable Long differing,
		@Schema(description = "Hospitals that have claims on the day and sent nothing: a fact, no break.",
				example = "6") @Nullable Long missing,
		@Schema(description = "Claims of the day that their hospital states with the same amounts on the clearing day "
				+ "before or after; they are not held for that.", example = "3") @Nullable Long statedBeside) {
}
