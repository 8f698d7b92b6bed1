package io.medsettle.api.statements;

import java.time.LocalDate;

import io.medsettle.core.claim.FieldRules;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A hospital's totals of a day, as they are described to callers.
 */
@Schema(name = "Statement", description = "A hospital's own totals of a clearing day. Amounts are whole fen.",
		example = StatementDocument.EXAMPLE, requiredProperties = { "hospitalCode", "day", "count", "totalFen",
				"fundFen", "accountFen", "reversalsIncluded" })
record StatementDocument(@Schema(pattern = Hospital.CODE_PATTERN) String hospitalCode,
		@Schema(description = "The clearing day, as receipts of claims name it.") LocalDate day,
		@Schema(description = "If given, the totals are of this insured city alone.",
				pattern = City.CODE_PATTERN) @Nullable String insuredCity,
		@Schema(description = "If given, the totals are of this insurance type alone.",
				pattern = FieldRules.INSURANCE_TYPE_PATTERN) @Nullable String insuranceType,
		@Schema(description = "Claims: settlements, and reversals if they are included.", minimum = "0",
				maximum = "" + StatementValidator.COUNT_MAX) long count,
		@Schema(description = "Not below zero unless reversals are included.",
				minimum = "-" + StatementValidator.FEN_MAX, maximum = "" + StatementValidator.FEN_MAX) long totalFen,
		@Schema(minimum = "-" + StatementValidator.FEN_MAX, maximum = "" + StatementValidator.FEN_MAX) long fundFen,
		@Schema(minimum = "-" + StatementValidator.FEN_MAX, maximum = "" + StatementValidator.FEN_MAX) long accountFen,
		@Schema(description = "true: reversals are counted like settlements, and their amounts are taken off, so that "
				+ "an amount may be below zero. false: the figures are those of the settlements alone.") boolean reversalsIncluded) {

	static final String EXAMPLE = """
			{"hospitalCode":"H31000000001","day":"2026-11-20","count":212,"totalFen":27273800,"fundFen":6360000,\
			"accountFen":10600000,"reversalsIncluded":true}""";

}
