package io.medsettle.api.demo;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the books say of the example day, counted over the clearing days it was played on;
 * usually that is one.
 */
final class ExampleDayFigures {

	private static final String OUTCOMES = """
			select 'settlements posted' as outcome, '' as detail, count(*) as events
			from treatment_claim where clearing_day between :first and :last and sign = 1
			union all
			select 'reversals posted', '', count(*)
			from treatment_claim where clearing_day between :first and :last and sign = -1
			union all
			select 'duplicates', '', count(*)
			from claim_duplicate where clearing_day between :first and :last
			union all
			select 'refused', code, count(*)
			from claim_refusal where clearing_day between :first and :last group by code
			union all
			select 'dead letters', '', count(*)
			from dead_letter where clearing_day between :first and :last""";

	private static final String HELD = """
			select category as outcome, '' as detail, count(*) as events
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
		return this.jdbc.sql(OUTCOMES)
			.param("first", first)
			.param("last", last)
			.query(ExampleDayFigures::outcome)
			.list();
	}

	/** Posted claims that are held, by the category of their break. */
	List<Outcome> held(LocalDate first, LocalDate last) {
		return this.jdbc.sql(HELD).param("first", first).param("last", last).query(ExampleDayFigures::outcome).list();
	}

	private static Outcome outcome(ResultSet row, int number) throws SQLException {
		return new Outcome(row.getString("outcome"), row.getString("detail"), row.getLong("events"));
	}

	/**
	 * A number of events with the same outcome.
	 *
	 * @param outcome what became of them
	 * @param detail the refusal code, if it is one
	 * @param events how many
	 */
	record Outcome(String outcome, String detail, long events) {
	}

}
