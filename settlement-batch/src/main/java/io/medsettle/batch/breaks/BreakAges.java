package io.medsettle.batch.breaks;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many claims are held, since when, and what they come to.
 */
@Component
public class BreakAges {

	private static final String SELECT = """
			select b.category, b.waits_for, b.opened_day, count(*) as claims, sum(abs(b.fen)) as fen
			""" + Breaks.VISIBLE + "where r.day is null";

	private static final String GROUPED = """
			 group by b.category, b.waits_for, b.opened_day
			order by b.category, b.waits_for, b.opened_day""";

	private final JdbcClient jdbc;

	BreakAges(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The claims that are held, by kind, owner and the day they were first held on.
	 * @param city if given, only what involves that city
	 * @param viewer if given, only what involves that city too
	 * @throws ArithmeticException if a sum does not fit a long
	 */
	public List<Held> list(@Nullable String city, @Nullable String viewer) {
		return this.jdbc
			.sql(SELECT + ((city != null) ? Breaks.INVOLVES_CITY : "")
					+ ((viewer != null) ? Breaks.INVOLVES_VIEWER : "") + GROUPED)
			.param("city", city)
			.param("viewer", viewer)
			.query((row, number) -> new Held(BreakCategory.valueOf(row.getString("category")), Breaks.ownerOf(row),
					row.getObject("opened_day", LocalDate.class), row.getLong("claims"),
					row.getBigDecimal("fen").longValueExact()))
			.list();
	}

	/**
	 * Claims of one kind that are held since one day.
	 *
	 * @param category why
	 * @param owner who has to do something about them
	 * @param openedDay since when
	 * @param claims how many
	 * @param fen what they come to, without signs
	 */
	public record Held(BreakCategory category, BreakOwner owner, LocalDate openedDay, long claims, long fen) {
	}

}
