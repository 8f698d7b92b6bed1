package io.medsettle.batch.breaks;

import java.time.LocalDate;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What has become of breaks, day by day. Each night writes down how many claims are held
 * and what was opened, cleared and cancelled; the next one proves that nothing of it has
 * changed, and that its own figures go on from there: no break is gone, none was resolved
 * a second time, and what was resolved is not held again. Costs what is open and what the
 * two days did, not all breaks there ever were.
 */
@Component
public class BreakTally {

	/** What cleared as booked has no amount of its own. */
	private static final String COUNT = """
			select cast(:day as date) as day, (select count(*) from %s b) as held,
			       (select count(*) from reconciliation_break where holding and opened_day = :day) as opened,
			       coalesce(sum(coalesce(settled_claims, 1)), 0) as cleared,
			       coalesce(sum(coalesce(settled_fen, fen)), 0) as cleared_fen,
			       coalesce(sum(case when settled_claims = 0 then 1 else 0 end), 0) as cancelled
			from reconciliation_break where holding and resolved_day = :day""".formatted(HeldClaims.AFTER_DAY);

	private static final String BEFORE = """
			select day, held, opened, cleared, cleared_fen, cancelled
			from break_tally where day < :day order by day desc limit 1""";

	private static final String FORGET = "delete from break_tally where day = :day";

	private static final String RECORD = """
			insert into break_tally (day, held, opened, cleared, cleared_fen, cancelled)
			values (:day, :held, :opened, :cleared, :clearedFen, :cancelled)""";

	private final JdbcClient jdbc;

	BreakTally(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Writes down what has become of breaks on the day.
	 */
	public void record(LocalDate day) {
		this.jdbc.sql(FORGET).param("day", day).update();
		this.jdbc.sql(RECORD).paramSource(count(day)).update();
	}

	/**
	 * What has changed of the day before since its night, or does not go on from it, in a
	 * sentence with the figures; empty if all is well.
	 */
	public Optional<String> change(LocalDate day) {
		return this.jdbc.sql(BEFORE)
			.param("day", day)
			.query(Figures.class)
			.optional()
			.flatMap((before) -> change(before, day));
	}

	private Optional<String> change(Figures before, LocalDate day) {
		Figures now = count(before.day());
		if (!now.equals(before)) {
			return Optional.of("After %s there were %s; now there are %s.".formatted(before.day(), before, now));
		}
		Figures today = count(day);
		if (today.heldBefore() != before.held()) {
			return Optional.of("After %s there were %s; on %s there are %s, which were %d before."
				.formatted(before.day(), before, day, today, today.heldBefore()));
		}
		return Optional.empty();
	}

	private Figures count(LocalDate day) {
		return this.jdbc.sql(COUNT).param("day", day).query(Figures.class).single();
	}

	/**
	 * @param day the clearing day
	 * @param held claims held after the day
	 * @param opened claims first held on it
	 * @param cleared held claims that cleared on it
	 * @param clearedFen with how much
	 * @param cancelled held claims that were cancelled on it
	 */
	private record Figures(LocalDate day, long held, long opened, long cleared, long clearedFen, long cancelled) {

		long heldBefore() {
			return this.held - this.opened + this.cleared + this.cancelled;
		}

		@Override
		public String toString() {
			return "%d claims held, %d of them new, %d cleared with %d fen and %d cancelled".formatted(this.held,
					this.opened, this.cleared, this.clearedFen, this.cancelled);
		}

	}

}
