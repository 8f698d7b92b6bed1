package io.medsettle.batch.breaks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.ledger.WaitingClaims;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The claims that breaks hold, after a clearing day or now, and what became of those that
 * a day held no more. Differences for which no claim is held are not among them.
 */
@Component
public class HeldClaims implements WaitingClaims {

	/**
	 * Those held after a day. Each part has its index, so that neither costs more the
	 * more days there are: of the newest day the second has none.
	 */
	private static final String HELD_AFTER_DAY = """
			select * from reconciliation_break
			where holding and resolved_day is null and opened_day <= :day
			union all
			select * from reconciliation_break
			where holding and resolved_day > :day and opened_day <= :day""";

	static final String AFTER_DAY = "(" + HELD_AFTER_DAY + ")";

	/** Those, and the ones that the day resolved. */
	private static final String OF_DAY = "(" + HELD_AFTER_DAY
			+ " union all select * from reconciliation_break where holding and resolved_day = :day)";

	private static final String NOW = "(select * from reconciliation_break where holding and resolved_day is null)";

	private static final String COUNT = "select count(*) from %s b";

	private static final String BY_CATEGORY = """
			select b.category, count(*) as claims, sum(abs(b.fen)) as fen
			from %s b
			group by b.category
			order by claims desc, b.category""";

	private static final String OF_CITY = "select b.break_id, b.opened_day, " + BreakRow.COLUMNS + """
			, b.resolved_day, b.settled_fen, b.automatic, b.resolution, b.proposed_by, b.approved_by,
			(select max(e.at_ms) from break_event e
			 where e.break_id = b.break_id and e.kind = 'APPROVED') as approved_at_ms,
			(select t.sign * (t.fund_fen + t.account_fen) from %s t
			 where b.resolved_day = :day and b.settled_fen is null
			   and t.hospital_code = b.hospital_code and t.claim_no = b.claim_no) as booked_fen
			from %s b
			where :city in (b.insured_city, b.treatment_city, b.other_insured_city, b.other_treatment_city)
			order by b.hospital_code, cast(b.claim_no as bytea)"""
		.formatted(LedgerTables.of(Side.TREATMENT).claimsByIdentity(), OF_DAY);

	private static final String CITIES = Stream
		.of("insured_city", "treatment_city", "other_insured_city", "other_treatment_city")
		.map((column) -> "select %1$s as city from %2$s b where %1$s is not null".formatted(column, OF_DAY))
		.collect(Collectors.joining(" union "));

	private static final String ANY_OF_DAY = """
			select exists (
			  select 1 from %s b
			  join %s i on i.hospital_code = b.hospital_code and i.claim_no = b.claim_no
			  where i.clearing_day = :day)""";

	private final JdbcClient jdbc;

	HeldClaims(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** How many are held after the day. */
	public long count(LocalDate day) {
		return this.jdbc.sql(COUNT.formatted(AFTER_DAY)).param("day", day).query(Long.class).single();
	}

	/** How many are held after the day that involve a city. */
	public long count(LocalDate day, String city) {
		return this.jdbc.sql(COUNT.formatted(AFTER_DAY)
				+ " where :city in (b.insured_city, b.treatment_city, b.other_insured_city, b.other_treatment_city)")
			.param("day", day)
			.param("city", city)
			.query(Long.class)
			.single();
	}

	/** How many are held now, whatever days their breaks are of. */
	public long count() {
		return this.jdbc.sql(COUNT.formatted(NOW)).query(Long.class).single();
	}

	/** What is held after the day, the most frequent kind first. */
	public List<ByCategory> byCategory(LocalDate day) {
		return this.jdbc.sql(BY_CATEGORY.formatted(AFTER_DAY)).param("day", day).query(ByCategory::read).list();
	}

	/** What is held now, the most frequent kind first. */
	public List<ByCategory> byCategory() {
		return this.jdbc.sql(BY_CATEGORY.formatted(NOW)).query(ByCategory::read).list();
	}

	/**
	 * Those held after the day, and those whose breaks it resolved, that involve a city,
	 * also those that only one of the two books says involve it, by hospital and claim
	 * number.
	 */
	public List<OfDay> ofCity(LocalDate day, String city) {
		return this.jdbc.sql(OF_CITY)
			.param("day", day)
			.param("city", city)
			.query((row, number) -> OfDay.read(row, day))
			.list();
	}

	/** The cities that those held after the day, or resolved on it, involve. */
	public List<String> cities(LocalDate day) {
		return this.jdbc.sql(CITIES).param("day", day).query((row, number) -> row.getString("city")).list();
	}

	@Override
	public boolean any(Side side, LocalDate day) {
		return this.jdbc.sql(ANY_OF_DAY.formatted(NOW, LedgerTables.of(side).identities()))
			.param("day", day)
			.query(Boolean.class)
			.single();
	}

	/**
	 * A claim that is held after a day, or whose break was resolved on it.
	 *
	 * @param breakId its break
	 * @param openedDay since when
	 * @param row what the break says of it
	 * @param settlement what the day made of it; null while it is held
	 */
	public record OfDay(String breakId, LocalDate openedDay, BreakRow row, @Nullable Settlement settlement) {

		static OfDay read(ResultSet row, LocalDate day) throws SQLException {
			return new OfDay(row.getString("break_id"), row.getObject("opened_day", LocalDate.class),
					BreakRow.read(row),
					day.equals(row.getObject("resolved_day", LocalDate.class)) ? Settlement.read(row) : null);
		}

	}

	/**
	 * How a break was resolved.
	 *
	 * @param action the {@link Resolution} that two persons decided on, or the
	 * {@link AutomaticResolution} by which the night resolved it
	 * @param proposedBy who proposed it; null if nobody had to
	 * @param approvedBy who approved it; null if nobody had to
	 * @param approvedAt when; null if nobody had to
	 * @param fen what cleared, negative for a reversal; 0 if the claim was cancelled
	 */
	public record Settlement(String action, @Nullable String proposedBy, @Nullable String approvedBy,
			@Nullable Instant approvedAt, long fen) {

		static Settlement read(ResultSet row) throws SQLException {
			Long settledFen = row.getObject("settled_fen", Long.class);
			// Not as the break has it: that the books say something else now may be why
			// it
			// is resolved.
			long fen = (settledFen != null) ? settledFen : row.getLong("booked_fen");
			String automatic = row.getString("automatic");
			if (automatic != null) {
				return new Settlement(automatic, null, null, null, fen);
			}
			Long approvedAtMs = row.getObject("approved_at_ms", Long.class);
			return new Settlement(row.getString("resolution"), row.getString("proposed_by"),
					row.getString("approved_by"), (approvedAtMs != null) ? Instant.ofEpochMilli(approvedAtMs) : null,
					fen);
		}

	}

	/**
	 * The claims that are held for one kind of reason.
	 *
	 * @param category why
	 * @param claims how many
	 * @param fen what they come to, without signs
	 */
	public record ByCategory(BreakCategory category, long claims, long fen) {

		static ByCategory read(ResultSet row, int number) throws SQLException {
			return new ByCategory(BreakCategory.valueOf(row.getString("category")), row.getLong("claims"),
					row.getBigDecimal("fen").longValueExact());
		}

	}

}
