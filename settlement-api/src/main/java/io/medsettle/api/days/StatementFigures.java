package io.medsettle.api.days;

import java.time.LocalDate;

import io.medsettle.core.statement.StatementDays;
import io.medsettle.core.statement.StatementLedger;
import io.medsettle.core.statement.StatementOutcome;
import io.medsettle.core.statement.Statements;

import org.springframework.stereotype.Component;

/**
 * Counts the hospitals of a day by what came of their statements.
 */
@Component
class StatementFigures {

	private final Statements statements;

	private final StatementDays days;

	private final StatementLedger ledger;

	StatementFigures(Statements statements, StatementDays days, StatementLedger ledger) {
		this.statements = statements;
		this.days = days;
		this.ledger = ledger;
	}

	/**
	 * The figures of a day. The night does not count the hospitals without a statement
	 * when no hospital has sent one; whoever asks has them counted.
	 */
	DayStatements of(LocalDate day) {
		return this.days.outcome(day)
			.map((outcome) -> new DayStatements(outcome.received(), outcome.matched(), outcome.differing(),
					missing(day, outcome), outcome.statedBeside()))
			.orElseGet(() -> new DayStatements(this.statements.received(day), null, null, null, null));
	}

	private long missing(LocalDate day, StatementOutcome outcome) {
		Long missing = outcome.missing();
		return (missing != null) ? missing : this.ledger.hospitalsWithoutStatement(day);
	}

}
