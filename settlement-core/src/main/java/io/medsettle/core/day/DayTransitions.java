package io.medsettle.core.day;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.medsettle.core.clearing.ClearingDayState;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was done to each clearing day, when and by whom. Nothing of it is ever changed.
 */
@Component
public class DayTransitions {

	/** The longest reason. */
	public static final int REASON_LENGTH_MAX = 500;

	private static final String OF_DAY = """
			select number, from_state, to_state, at_ms, actor, reason
			from clearing_day_transition where day = :day order by number""";

	private static final String INSERT = """
			insert into clearing_day_transition (day, number, from_state, to_state, at_ms, actor, reason)
			select :day, coalesce(max(number), 0) + 1, :from, :to, :now, :actor, cast(:reason as varchar)
			from clearing_day_transition where day = :day""";

	private final JdbcClient jdbc;

	private final Clock clock;

	DayTransitions(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * What was done to the day, in order.
	 */
	public List<DayTransition> of(LocalDate day) {
		return this.jdbc.sql(OF_DAY)
			.param("day", day)
			.query((row, number) -> new DayTransition(row.getInt("number"),
					ClearingDayState.valueOf(row.getString("from_state")),
					ClearingDayState.valueOf(row.getString("to_state")), Instant.ofEpochMilli(row.getLong("at_ms")),
					row.getString("actor"), row.getString("reason")))
			.list();
	}

	/**
	 * Writes down what is done in the same transaction, which holds the lock of the day's
	 * row: so no two have the same number.
	 */
	void note(LocalDate day, ClearingDayState from, ClearingDayState to, String actor, @Nullable String reason) {
		this.jdbc.sql(INSERT)
			.param("day", day)
			.param("from", from.name())
			.param("to", to.name())
			.param("now", this.clock.millis())
			.param("actor", actor)
			.param("reason", reason)
			.update();
	}

}
