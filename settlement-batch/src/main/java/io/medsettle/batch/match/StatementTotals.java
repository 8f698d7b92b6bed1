package io.medsettle.batch.match;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.breaks.StatementFinding;
import io.medsettle.batch.step.Yuan;
import io.medsettle.core.statement.HospitalStatement;
import io.medsettle.core.statement.LedgerGroup;
import io.medsettle.core.statement.StatementComparison;
import io.medsettle.core.statement.StatementLedger;
import io.medsettle.core.statement.StatementResult;
import io.medsettle.core.statement.StatementSums;
import io.medsettle.core.statement.Statements;

import org.springframework.stereotype.Component;

/**
 * Holds the totals of hospitals that have sent no lines against the treatment ledger.
 */
@Component
class StatementTotals {

	private final Statements statements;

	private final StatementLedger ledger;

	StatementTotals(Statements statements, StatementLedger ledger) {
		this.statements = statements;
		this.ledger = ledger;
	}

	/**
	 * The totals of the day that differ.
	 */
	List<StatementFinding> different(LocalDate day) {
		List<HospitalStatement> totals = this.statements.totalsWithoutDetail(day);
		if (totals.isEmpty()) {
			return List.of();
		}
		Map<String, List<LedgerGroup>> booked = this.ledger.ofTotalsWithoutDetail(day)
			.stream()
			.collect(Collectors.groupingBy(LedgerGroup::hospitalCode));
		return totals.stream()
			.map((statement) -> StatementComparison.of(statement,
					booked.getOrDefault(statement.hospitalCode(), List.of())))
			.filter((comparison) -> comparison.result() != StatementResult.MATCH)
			.map(StatementTotals::finding)
			.toList();
	}

	private static StatementFinding finding(StatementComparison comparison) {
		HospitalStatement statement = comparison.statement();
		StatementSums ours = comparison.ours();
		StatementSums theirs = statement.sums();
		Finding finding = Finding.of(BreakCategory.STATEMENT_TOTALS_DIFFER,
				"Treatment city's book and hospital's statement%s: %s.".formatted(scope(statement),
						differences(ours, theirs)));
		return new StatementFinding(finding.category(), statement.hospitalCode(), statement.day(), null, null,
				statement.insuredCity(), statement.insuranceType(), statement.treatmentCity(),
				Math.subtractExact(theirs.clearedFen(), ours.clearedFen()), finding.reason());
	}

	private static String scope(HospitalStatement statement) {
		List<String> parts = new ArrayList<>();
		if (statement.insuredCity() != null) {
			parts.add("insured city " + statement.insuredCity());
		}
		if (statement.insuranceType() != null) {
			parts.add("insurance type " + statement.insuranceType());
		}
		parts.add(statement.reversalsIncluded() ? "reversals taken off" : "settlements alone");
		return " (" + String.join(", ", parts) + ")";
	}

	private static String differences(StatementSums ours, StatementSums theirs) {
		List<String> differences = new ArrayList<>();
		Legs.addIfDifferent(differences, "count", ours.count(), theirs.count());
		Legs.addIfDifferent(differences, "total", Yuan.of(ours.totalFen()), Yuan.of(theirs.totalFen()));
		Legs.addIfDifferent(differences, "fund", Yuan.of(ours.fundFen()), Yuan.of(theirs.fundFen()));
		Legs.addIfDifferent(differences, "account", Yuan.of(ours.accountFen()), Yuan.of(theirs.accountFen()));
		return String.join(", ", differences);
	}

}
