package io.medsettle.batch.match;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.BreakTable;
import io.medsettle.batch.breaks.StatementFinding;
import io.medsettle.batch.step.NightStep;
import io.medsettle.batch.step.StepTask;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.statement.StatementDays;
import io.medsettle.core.statement.StatementLedger;
import io.medsettle.core.statement.StatementOutcome;
import io.medsettle.core.statement.Statements;

import org.springframework.stereotype.Component;

/**
 * Holds what hospitals say of their own day against the treatment ledger: lines claim by
 * claim, else totals. A hospital that says nothing is counted, and held against nothing.
 * From the first of its transactions on the day takes no more statements, so that none
 * comes in behind its back.
 */
@Component
public class CompareStatements extends NightStep {

	private static final String CLOSED = "closed";

	private final StatementMatch match;

	private final StatementTotals totals;

	private final Statements statements;

	private final StatementDays days;

	private final ClearingDays clearingDays;

	private final StatementLedger ledger;

	private final BreakTable breaks;

	CompareStatements(StatementMatch match, StatementTotals totals, Statements statements, StatementDays days,
			ClearingDays clearingDays, StatementLedger ledger, BreakTable breaks) {
		super("statements", "hospitals");
		this.match = match;
		this.totals = totals;
		this.statements = statements;
		this.days = days;
		this.clearingDays = clearingDays;
		this.ledger = ledger;
		this.breaks = breaks;
	}

	@Override
	public boolean work(StepTask task) {
		LocalDate day = task.day();
		this.clearingDays.requireUnsealed(day);
		if (task.cursor() == null) {
			this.days.close(day);
			task.moveCursor(CLOSED);
			return false;
		}
		long received = this.statements.received(day);
		StatementOutcome outcome = StatementOutcome.NONE_RECEIVED;
		if (received > 0) {
			this.statements.analyze();
			outcome = outcome(day, received, hold(day));
		}
		this.days.record(day, outcome);
		task.finish(received);
		task.conclude(said(outcome));
		return true;
	}

	/**
	 * The breaks themselves are forgotten with those of {@link CompareLegs}.
	 */
	@Override
	public void undo(StepTask task) {
		this.clearingDays.requireUnsealed(task.day());
		this.days.reopen(task.day());
	}

	private StatementOutcome outcome(LocalDate day, long received, Compared compared) {
		long differing = compared.hospitals();
		return new StatementOutcome(received, received - differing, differing,
				this.ledger.hospitalsWithoutStatement(day), compared.statedBeside());
	}

	/**
	 * Holds the claims that hospitals do not state, or state otherwise, in the caller's
	 * transaction. Those that they state on a neighbouring day are only counted.
	 */
	public Compared hold(LocalDate day) {
		StatementMatch.Unstated unstated = this.match.unstated(day);
		List<StatementFinding> noted = Stream
			.concat(this.match.unbooked(day).stream(), this.totals.different(day).stream())
			.toList();
		this.breaks.open(day, unstated.held());
		this.breaks.openWithoutClaim(day, noted);
		return new Compared(unstated.held(), noted, unstated.statedBeside().size());
	}

	private static String said(StatementOutcome outcome) {
		if (outcome.received() == 0) {
			return "no hospital has sent a statement";
		}
		String hospitals = "%d hospitals: %d match, %d differ; %d others have claims and sent no statement"
			.formatted(outcome.received(), outcome.matched(), outcome.differing(), outcome.missing());
		return (outcome.statedBeside() == 0) ? hospitals
				: hospitals + "; %d claims are stated on the day before or after".formatted(outcome.statedBeside());
	}

	/**
	 * What hospitals and the treatment ledger do not agree on.
	 *
	 * @param held claims that are held for it
	 * @param noted all else
	 * @param statedBeside claims that are stated on a neighbouring day with the same
	 * amounts, which clear
	 */
	record Compared(List<BreakRow> held, List<StatementFinding> noted, long statedBeside) {

		/** How many hospitals are concerned. */
		long hospitals() {
			return Stream
				.concat(this.held.stream().map((row) -> row.claim().hospitalCode()),
						this.noted.stream().map(StatementFinding::hospitalCode))
				.distinct()
				.count();
		}

	}

}
