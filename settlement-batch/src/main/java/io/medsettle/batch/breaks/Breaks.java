package io.medsettle.batch.breaks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.medsettle.core.claim.ClaimKind;
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

	/**
	 * What waits for a date is expired once that day is published and it still waits.
	 */
	static final String VISIBLE = """
			from reconciliation_break b
			join sealed_day o on o.day = b.opened_day
			left join sealed_day r on r.day = b.resolved_day
			cross join (select max(day) as day from sealed_day) p
			""";

	private static final String STATE = """
			case when r.day is not null then 'RESOLVED'
			     when b.state = 'PENDING' and b.due_date <= p.day then 'EXPIRED'
			     else b.state end""";

	private static final String SELECT = """
			select b.break_id, b.category, b.also, b.opened_day, b.hospital_code,
			       case when b.holding then b.claim_no else b.stated_claim_no end as claim_no, b.sign, b.original_claim_no,
			       b.insured_city, b.treatment_city, b.fen, b.reason, b.assignee, b.resolution, b.deduct_fen,
			       b.linked_claim_no, b.proposed_by, b.approved_by, b.due_date, b.waits_for, b.settled_fen, b.automatic,
			       r.day as resolved_day, %s as state
			"""
		.formatted(STATE) + VISIBLE;

	private static final String BY_ID = SELECT + "where b.break_id = :id";

	static final String INVOLVES_CITY = " and :city in (b.insured_city, b.treatment_city, b.other_insured_city, b.other_treatment_city)";

	static final String INVOLVES_VIEWER = INVOLVES_CITY.replace(":city", ":viewer");

	private static final String HELD_ON_DAY = " and b.opened_day <= :day and (r.day is null or r.day > :day)";

	private static final String IN_STATE = " and " + STATE + " = :state";

	private static final String OF_CATEGORY = " and b.category = :category";

	private static final String OF_OWNER = """
			and (b.waits_for = :owner or b.waits_for is null and b.category in (:categories))""";

	private static final String OPENED_UNTIL = " and b.opened_day <= :openedUntil";

	private static final String NEWEST_FIRST = " order by b.opened_day desc, b.hospital_code, b.claim_no limit :limit";

	private final JdbcClient jdbc;

	Breaks(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Breaks, those opened last first, at most {@link #LISTED_MAX}.
	 */
	public List<Break> list(BreakQuery query) {
		StringBuilder sql = new StringBuilder(SELECT).append("where 1 = 1");
		append(sql, query.day(), HELD_ON_DAY);
		append(sql, query.city(), INVOLVES_CITY);
		append(sql, query.viewer(), INVOLVES_VIEWER);
		append(sql, query.state(), IN_STATE);
		append(sql, query.category(), OF_CATEGORY);
		append(sql, query.owner(), OF_OWNER);
		append(sql, query.openedUntil(), OPENED_UNTIL);
		JdbcClient.StatementSpec statement = this.jdbc.sql(sql.append(NEWEST_FIRST).toString())
			.param("limit", LISTED_MAX)
			.param("day", query.day())
			.param("city", query.city())
			.param("viewer", query.viewer())
			.param("state", BreakTable.nameOf(query.state()))
			.param("category", BreakTable.nameOf(query.category()))
			.param("owner", BreakTable.nameOf(query.owner()))
			.param("categories", categoriesOf(query.owner()))
			.param("openedUntil", query.openedUntil());
		return statement.query(Breaks::map).list();
	}

	public Optional<Break> find(String id) {
		return this.jdbc.sql(BY_ID).param("id", id).query(Breaks::map).optional();
	}

	/**
	 * Who has to do something about a break: whoever it waits for, or else whoever has to
	 * do with its kind.
	 */
	static BreakOwner ownerOf(ResultSet row) throws SQLException {
		String waitingOn = row.getString("waits_for");
		return (waitingOn != null) ? BreakOwner.valueOf(waitingOn)
				: BreakCategory.valueOf(row.getString("category")).owner();
	}

	private static void append(StringBuilder sql, @Nullable Object asked, String condition) {
		if (asked != null) {
			sql.append(condition);
		}
	}

	private static List<String> categoriesOf(@Nullable BreakOwner owner) {
		return Arrays.stream(BreakCategory.values())
			.filter((category) -> category.owner() == owner)
			.map(BreakCategory::name)
			.toList();
	}

	private static Break map(ResultSet row, int number) throws SQLException {
		LocalDate resolvedDay = row.getObject("resolved_day", LocalDate.class);
		Break.Handling handling = new Break.Handling(ownerOf(row), row.getString("assignee"),
				row.getObject("due_date", LocalDate.class), proposal(row));
		BreakCategory category = BreakCategory.valueOf(row.getString("category"));
		List<BreakCategory> categories = Findings.categories(category, row.getString("also"));
		return new Break(row.getString("break_id"), category, categories.subList(1, categories.size()),
				BreakState.valueOf(row.getString("state")), row.getObject("opened_day", LocalDate.class), resolvedDay,
				row.getString("hospital_code"), row.getString("claim_no"), kind(row),
				row.getString("original_claim_no"), insuredCity(row), row.getString("treatment_city"),
				row.getLong("fen"), row.getString("reason"), handling, (resolvedDay != null) ? outcome(row) : null);
	}

	private static @Nullable ClaimKind kind(ResultSet row) throws SQLException {
		int sign = row.getInt("sign");
		return (sign != 0) ? ClaimKind.ofSign(sign) : null;
	}

	private static @Nullable String insuredCity(ResultSet row) throws SQLException {
		String city = row.getString("insured_city");
		return city.isEmpty() ? null : city;
	}

	private static Break.@Nullable Proposal proposal(ResultSet row) throws SQLException {
		String resolution = row.getString("resolution");
		return (resolution == null) ? null
				: new Break.Proposal(Resolution.valueOf(resolution), row.getLong("deduct_fen"),
						row.getString("linked_claim_no"), row.getString("proposed_by"), row.getString("approved_by"));
	}

	private static Break.Outcome outcome(ResultSet row) throws SQLException {
		String automatic = row.getString("automatic");
		return new Break.Outcome(row.getObject("settled_fen", Long.class),
				(automatic != null) ? AutomaticResolution.valueOf(automatic) : null);
	}

}
