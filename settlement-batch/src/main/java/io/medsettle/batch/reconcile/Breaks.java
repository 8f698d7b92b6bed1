package io.medsettle.batch.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.medsettle.core.catalogue.BreakCategory;
import io.medsettle.core.catalogue.Resolution;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.store.ClearingDays;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The breaks of published days. What a night that has not published its day did to them
 * is not seen: its new breaks are not there, and what it resolved is still open.
 */
@Component
public class Breaks {

	/**
	 * The most breaks listed at once; a bureau narrows its question when there are more.
	 */
	public static final int LISTED_MAX = 1000;

	private static final String SELECT = """
			select b.break_id, b.category, b.opened_day, b.hospital_code, b.claim_no, b.sign, b.original_claim_no,
			       b.insured_city, b.treatment_city, b.fen, b.reason, b.state, b.assignee, b.resolution, b.deduct_fen,
			       b.proposed_by, b.approved_by, b.settled_fen, r.day as resolved_day
			from reconciliation_break b
			join clearing_day o on o.day = b.opened_day and o.state in %1$s
			left join clearing_day r on r.day = b.resolved_day and r.state in %1$s
			""".formatted(ClearingDays.SEALED);

	private static final String BY_ID = SELECT + "where b.break_id = :id";

	private static final String INVOLVES_CITY = " and :city in (b.insured_city, b.treatment_city, b.other_insured_city, b.other_treatment_city)";

	private static final String HELD_ON_DAY = " and b.opened_day <= :day and (r.day is null or r.day > :day)";

	private static final String NEWEST_FIRST = " order by b.opened_day desc, b.hospital_code, b.claim_no limit :limit";

	private static final String HISTORY = """
			select at_ms, actor, kind, text from break_event where break_id = :id order by number""";

	private final JdbcClient jdbc;

	Breaks(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Breaks, those opened last first, at most {@link #LISTED_MAX}.
	 * @param day if given, only what was held when that clearing day cleared: the breaks
	 * in its files
	 * @param city if given, only what involves that city
	 * @param state if given, only breaks in that state today
	 */
	public List<Break> list(@Nullable LocalDate day, @Nullable String city, @Nullable BreakState state) {
		String sql = SELECT + "where 1 = 1" + ((day != null) ? HELD_ON_DAY : "") + ((city != null) ? INVOLVES_CITY : "")
				+ stateCondition(state) + NEWEST_FIRST;
		JdbcClient.StatementSpec statement = this.jdbc.sql(sql).param("limit", LISTED_MAX);
		if (day != null) {
			statement = statement.param("day", day);
		}
		if (city != null) {
			statement = statement.param("city", city);
		}
		if (state != null && state != BreakState.RESOLVED) {
			statement = statement.param("state", state.name());
		}
		return statement.query(Breaks::map).list();
	}

	public Optional<Break> find(String id) {
		return this.jdbc.sql(BY_ID).param("id", id).query(Breaks::map).optional();
	}

	/**
	 * What was done about a break, in its order.
	 */
	public List<BreakEvent> history(String id) {
		return this.jdbc.sql(HISTORY)
			.param("id", id)
			.query((row, number) -> new BreakEvent(Instant.ofEpochMilli(row.getLong("at_ms")), row.getString("actor"),
					BreakEvent.Kind.valueOf(row.getString("kind")), row.getString("text")))
			.list();
	}

	private static String stateCondition(@Nullable BreakState state) {
		return switch (state) {
			case null -> "";
			case RESOLVED -> " and r.day is not null";
			case OPEN, ASSIGNED, PROPOSED, APPROVED, REOPENED -> " and r.day is null and b.state = :state";
		};
	}

	private static Break map(ResultSet row, int number) throws SQLException {
		LocalDate resolvedDay = row.getObject("resolved_day", LocalDate.class);
		return new Break(row.getString("break_id"), BreakCategory.valueOf(row.getString("category")),
				(resolvedDay != null) ? BreakState.RESOLVED : BreakState.valueOf(row.getString("state")),
				row.getObject("opened_day", LocalDate.class), resolvedDay, row.getString("hospital_code"),
				row.getString("claim_no"), ClaimKind.ofSign(row.getInt("sign")), row.getString("original_claim_no"),
				row.getString("insured_city"), row.getString("treatment_city"), row.getLong("fen"),
				row.getString("reason"), row.getString("assignee"), proposal(row),
				(resolvedDay != null) ? row.getObject("settled_fen", Long.class) : null);
	}

	private static Break.@Nullable Proposal proposal(ResultSet row) throws SQLException {
		String resolution = row.getString("resolution");
		return (resolution == null) ? null : new Break.Proposal(Resolution.valueOf(resolution),
				row.getLong("deduct_fen"), row.getString("proposed_by"), row.getString("approved_by"));
	}

}
