package io.medsettle.api.demo;

import java.time.LocalDate;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the books say of the example day, counted over the clearing days it ran on;
 * usually that is one.
 */
final class ExampleDayFigures {

	private static final String OUTCOMES = """
			select case e.outcome when 'SETTLEMENT' then 'settlements posted' when 'REVERSAL' then 'reversals posted'
			                      when 'DUPLICATE' then 'duplicates' when 'REFUSED' then 'refused'
			                      else 'dead letters' end as outcome, e.code as detail, count(*) as events
			from event_outcome e
			where e.clearing_day between :first and :last
			group by e.outcome, e.code
			order by position(e.outcome in 'SETTLEMENT REVERSAL DUPLICATE REFUSED DEAD_LETTER'), e.code""";

	private static final String HELD = """
			select 'held by an open break' as outcome, category as detail, count(*) as events
			from claim_break
			where opened_day between :first and :last and (resolved_day is null or resolved_day > :last)
			group by category
			order by category""";

	private final JdbcClient jdbc;

	ExampleDayFigures(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** What became of the events. */
	List<Outcome> outcomes(LocalDate first, LocalDate last) {
		return read(OUTCOMES, first, last);
	}

	/** Posted claims that are held, by the category of their break. */
	List<Outcome> held(LocalDate first, LocalDate last) {
		return read(HELD, first, last);
	}

	private List<Outcome> read(String sql, LocalDate first, LocalDate last) {
		return this.jdbc.sql(sql)
			.param("first", first)
			.param("last", last)
			.query((row, number) -> new Outcome(row.getString("outcome"), row.getString("detail"),
					row.getLong("events")))
			.list();
	}

	/**
	 * A number of events with the same outcome.
	 *
	 * @param outcome what became of them
	 * @param detail the refusal code or the category of the break, if it is one
	 * @param events how many
	 */
	record Outcome(String outcome, String detail, long events) {
	}

}
