package io.medsettle.api.statements;

import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.claim.FieldRules;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A claim in a hospital's statement, as it is described to callers.
 */
@Schema(name = "StatementLine",
		description = "One line of a statement: amounts are whole fen, positive for both kinds.",
		example = StatementLineDocument.EXAMPLE,
		requiredProperties = { "claimNo", "kind", "totalFen", "fundFen", "accountFen" })
record StatementLineDocument(
		@Schema(pattern = FieldRules.CLAIM_NO_PATTERN, maxLength = FieldRules.MAXIMUM_TEXT_LENGTH) String claimNo,
		ClaimKind kind, @Schema(minimum = "0", maximum = "" + FieldRules.MAXIMUM_FEN) long totalFen,
		@Schema(minimum = "0", maximum = "" + FieldRules.MAXIMUM_FEN) long fundFen,
		@Schema(minimum = "0", maximum = "" + FieldRules.MAXIMUM_FEN) long accountFen) {

	static final String EXAMPLE = """
			{"claimNo":"H31000000001-20261120-000017","kind":"SETTLEMENT","totalFen":128650,"fundFen":30000,\
			"accountFen":50000}""";

}
