package io.medsettle.api.statements;

import java.time.LocalDate;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.core.statement.HospitalStatement;
import io.medsettle.core.statement.StatementComparison;
import io.medsettle.core.statement.StatementResult;
import io.medsettle.core.statement.StatementSums;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A hospital's totals of a day beside those of the treatment ledger.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "StatementComparison", description = "A hospital's totals beside those of the treatment ledger.")
record StatementView(@Schema(example = "H31000000001") String hospitalCode, LocalDate day,
		@Schema(description = "The one insured city they are of; absent for all.") @Nullable String insuredCity,
		@Schema(description = "The one insurance type they are of; absent for all.") @Nullable String insuranceType,
		@Schema(description = "Whether reversals are in the figures.") boolean reversalsIncluded, Instant receivedAt,
		@Schema(description = "Whether the ledger has all claims of the day. While it is false, claims may be on "
				+ "their way, and a difference may go away by itself.") boolean complete,
		@Schema(description = "MATCH: all four figures are the same. LEDGER_HIGHER: none of the ledger's is smaller. "
				+ "HOSPITAL_HIGHER: none of the hospital's is smaller. DIFFERS: some are larger, others smaller.") StatementResult result,
		@Schema(description = "The treatment ledger's figures.") StatementSums ours,
		@Schema(description = "The hospital's figures.") StatementSums theirs,
		@Schema(description = "The treatment ledger's figures by insured city and insurance type; "
				+ "they add up to `ours`.") List<StatementComparison.Group> groups) {

	static StatementView of(StatementComparison comparison, boolean complete) {
		HospitalStatement statement = comparison.statement();
		return new StatementView(statement.hospitalCode(), statement.day(), statement.insuredCity(),
				statement.insuranceType(), statement.reversalsIncluded(), statement.receivedAt(), complete,
				comparison.result(), comparison.ours(), statement.sums(), comparison.groups());
	}

}
