package io.medsettle.core.statement;

import java.time.LocalDate;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which days still take statements, and what the nights have found of the others. Whoever
 * keeps a statement asks in the same transaction, last of all; since the answer holds
 * until that transaction ends, and the night closes the day before it looks, no statement
 * is kept that the night has not seen.
 */
@Component
public class StatementDays {

	private static final String BEGIN = """
			insert into hospital_statement_day (day, closed) values (:day, false)
			on conflict do nothing""";

	private static final String CLOSED = "select closed from hospital_statement_day where day = :day for update";

	private static final String CLOSE = "update hospital_statement_day set closed = true where day = :day";

	private static final String RECORD = """
			update hospital_statement_day
			set received = :received, matched = :matched, differing = :differing, missing = :missing,
			    stated_beside = :statedBeside
			where day = :day""";

	private static final String REOPEN = "delete from hospital_statement_day where day = :day";

	private static final String OUTCOME = """
			select received, matched, differing, missing, stated_beside from hospital_statement_day
			where day = :day and received is not null""";

	private final JdbcClient jdbc;

	StatementDays(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Keeps the day from being closed until the transaction ends.
	 * @throws DayReconciledException if the day takes no more statements
	 */
	void requireOpen(LocalDate day) {
		begin(day);
		if (this.jdbc.sql(CLOSED).param("day", day).query(Boolean.class).single()) {
			throw new DayReconciledException(day);
		}
	}

	/**
	 * Lets the day take no more statements, once the transaction ends.
	 */
	public void close(LocalDate day) {
		begin(day);
		this.jdbc.sql(CLOSE).param("day", day).update();
	}

	/**
	 * Lets the day take statements again, and deletes what was found of them.
	 */
	public void reopen(LocalDate day) {
		this.jdbc.sql(REOPEN).param("day", day).update();
	}

	/**
	 * Keeps what was found of a closed day.
	 */
	public void record(LocalDate day, StatementOutcome outcome) {
		this.jdbc.sql(RECORD)
			.param("day", day)
			.param("received", outcome.received())
			.param("matched", outcome.matched())
			.param("differing", outcome.differing())
			.param("missing", outcome.missing())
			.param("statedBeside", outcome.statedBeside())
			.update();
	}

	/**
	 * What the night has found of the day's statements, if it has looked.
	 */
	public Optional<StatementOutcome> outcome(LocalDate day) {
		return this.jdbc.sql(OUTCOME).param("day", day).query(StatementOutcome.class).optional();
	}

	private void begin(LocalDate day) {
		this.jdbc.sql(BEGIN).param("day", day).update();
	}

}
