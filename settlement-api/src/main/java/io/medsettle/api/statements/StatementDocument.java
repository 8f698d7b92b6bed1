package io.medsettle.api.statements;

import java.time.LocalDate;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A hospital's totals of a day, as they are described to callers.
 */
@Schema(name = "Statement", description = "A hospital's own totals of a clearing day. Amounts are whole fen.",
		example = StatementDocument.EXAMPLE, requiredProperties = { "hospitalCode", "day", "count", "totalFen",
				"fundFen", "accountFen", "reversalsIncluded" })
record StatementDocument(String hospitalCode,
		@Schema(description = "The clearing day, as receipts of claims name it.") LocalDate day,
		@Schema(description = "If given, the totals are of this insured city alone.") @Nullable String insuredCity,
		@Schema(description = "If given, the totals are of this insurance type alone.") @Nullable String insuranceType,
		@Schema(description = "Claims: settlements, and reversals if they are included.") long count, long totalFen,
		long fundFen, long accountFen,
		@Schema(description = "true: reversals are counted like settlements, and their amounts are taken off, so that "
				+ "an amount may be below zero. false: the figures are those of the settlements alone.") boolean reversalsIncluded) {

	static final String EXAMPLE = """
			{"hospitalCode":"H31000000001","day":"2026-11-20","count":212,"totalFen":27273800,"fundFen":6360000,\
			"accountFen":10600000,"reversalsIncluded":true}""";

}
