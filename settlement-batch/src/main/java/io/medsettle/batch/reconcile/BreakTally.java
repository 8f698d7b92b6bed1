package io.medsettle.batch.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What has become of all breaks ever. Each night writes it down; the next one proves that
 * nothing of it has changed: no break is gone, none was resolved a second time, and what
 * was resolved is not held again.
 */
@Component
public class BreakTally {

	/** What cleared as booked has no amount of its own. */
	private static final String COUNT = """
			select count(*) as opened,
			       coalesce(sum(case when resolved_day <= :day and coalesce(settled_claims, 1) = 1 then 1 else 0 end), 0)
			         as cleared,
			       coalesce(sum(case when resolved_day <= :day then coalesce(settled_fen, fen) else 0 end), 0)
			         as cleared_fen,
			       coalesce(sum(case when resolved_day <= :day and settled_claims = 0 then 1 else 0 end), 0) as cancelled
			from reconciliation_break where holding and opened_day <= :day""";

	private static final String BEFORE = """
			select day, opened, cleared, cleared_fen, cancelled
			from break_tally where day < :day order by day desc limit 1""";

	private static final String FORGET = "delete from break_tally where day = :day";

	private static final String RECORD = """
			insert into break_tally (day, opened, cleared, cleared_fen, cancelled)
			values (:day, :opened, :cleared, :clearedFen, :cancelled)""";

	private final JdbcClient jdbc;

	BreakTally(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Writes down what has become of all breaks up to the day.
	 */
	void record(LocalDate day) {
		Figures figures = count(day);
		this.jdbc.sql(FORGET).param("day", day).update();
		this.jdbc.sql(RECORD)
			.param("day", day)
			.param("opened", figures.opened())
			.param("cleared", figures.cleared())
			.param("clearedFen", figures.clearedFen())
			.param("cancelled", figures.cancelled())
			.update();
	}

	/**
	 * What has changed of the days before the given one since their nights, in a sentence
	 * with the figures; empty if nothing has.
	 */
	public Optional<String> change(LocalDate day) {
		return this.jdbc.sql(BEFORE).param("day", day).query(Recorded::map).optional().flatMap((recorded) -> {
			Figures now = count(recorded.day());
			return now.equals(recorded.figures()) ? Optional.empty() : Optional
				.of("After %s there were %s, now there are %s.".formatted(recorded.day(), recorded.figures(), now));
		});
	}

	private Figures count(LocalDate day) {
		return this.jdbc.sql(COUNT).param("day", day).query(Figures::map).single();
	}

	private record Recorded(LocalDate day, Figures figures) {

		static Recorded map(ResultSet row, int number) throws SQLException {
			return new Recorded(row.getObject("day", LocalDate.class), Figures.map(row, number));
		}

	}

	/**
	 * @param opened breaks ever
	 * @param cleared claims of them that have cleared
	 * @param clearedFen with how much
	 * @param cancelled claims of them that were cancelled
	 */
	private record Figures(long opened, long cleared, long clearedFen, long cancelled) {

		static Figures map(ResultSet row, int number) throws SQLException {
			return new Figures(row.getLong("opened"), row.getLong("cleared"),
					row.getBigDecimal("cleared_fen").longValueExact(), row.getLong("cancelled"));
		}

		@Override
		public String toString() {
			return "%d claims ever held, %d of them cleared with %d fen, %d cancelled and %d held".formatted(
					this.opened, this.cleared, this.clearedFen, this.cancelled,
					this.opened - this.cleared - this.cancelled);
		}

	}

}
