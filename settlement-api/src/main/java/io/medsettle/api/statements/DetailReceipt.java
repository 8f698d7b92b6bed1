package io.medsettle.api.statements;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.http.LineErrors;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What became of the lines of a statement.
 */
@Schema(name = "StatementReceipt",
		description = "What became of the lines of a statement. Blank lines count neither as received nor as refused.")
record DetailReceipt(@Schema(description = "Lines with which nothing is wrong.", example = "212") long received,
		@Schema(description = "Lines with which something is.", example = "0") long refused,
		@Schema(description = "What is wrong with the refused lines; the first " + LineErrors.LISTED_MAX
				+ " errors.") List<LineErrors.LineError> errors,
		@Schema(description = "How many more errors there are than the list holds; absent when it holds them all.") @JsonInclude(JsonInclude.Include.NON_DEFAULT) long errorsOmitted,
		@Schema(description = "Whether the lines now stand, in place of all earlier ones: only if none was refused, "
				+ "because half a statement would show differences that are none.") boolean replaced) {
}
