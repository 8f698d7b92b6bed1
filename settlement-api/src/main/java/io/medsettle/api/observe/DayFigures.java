package io.medsettle.api.observe;

import java.time.Duration;
import java.time.LocalDate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.medsettle.core.day.ClearingDay;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts and sums of a clearing day. Until the day is published they are a snapshot,
 * which is kept for some times as long as it took to make: whoever asks again and again
 * how a large day stands takes little from the night that works on it.
 */
@Component
public class DayFigures {

	/** About a year. */
	private static final int KEPT_MAX = 400;

	/** So all who ask together take at most a tenth of one connection's time. */
	private static final int KEPT_TIMES_COST = 10;

	private static final String POSTED = """
			select count(*) as claims, coalesce(sum(sign * (fund_fen + account_fen + cash_fen)), 0) as total_fen,
			       coalesce(sum(sign * fund_fen), 0) as fund_fen, coalesce(sum(sign * account_fen), 0) as account_fen,
			       coalesce(sum(sign * cash_fen), 0) as cash_fen
			from treatment_claim where clearing_day = :day""";

	private static final String OTHERWISE = """
			select (select count(*) from claim_duplicate where clearing_day = :day) as duplicates,
			       (select count(*) from claim_refusal where clearing_day = :day) as refused,
			       (select count(*) from dead_letter where clearing_day = :day) as dead_letters,
			       (select count(*) from reconciliation_break
			         where holding and opened_day <= :day and (resolved_day is null or resolved_day > :day)) as held""";

	private static final String CLEARED = """
			select (select coalesce(sum(claims), 0) from obligation where day = :day) as claims,
			       (select coalesce(sum(fen), 0) from obligation where day = :day) as gross_fen,
			       (select coalesce(sum(abs(fen)), 0) from bilateral_position where day = :day) as bilateral_fen,
			       (select coalesce(sum(abs(net_fen)), 0) from net_position where day = :day) as net_twice_fen""";

	/** Of published days, whose figures never change. */
	private final Cache<LocalDate, Figures> published = Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

	private final Cache<LocalDate, Snapshot> snapshots = Caffeine.newBuilder()
		.maximumSize(KEPT_MAX)
		.expireAfter(
				Expiry.creating((LocalDate day, Snapshot snapshot) -> snapshot.cost().multipliedBy(KEPT_TIMES_COST)))
		.build();

	private final JdbcClient jdbc;

	private final StatementFigures statements;

	DayFigures(JdbcClient jdbc, StatementFigures statements) {
		this.jdbc = jdbc;
		this.statements = statements;
	}

	/**
	 * The figures of a day. What was cleared is left out until the day is published: what
	 * the night has prepared by then may still change.
	 */
	public Figures of(ClearingDay day) {
		if (day.isSealed()) {
			return this.published.get(day.day(), (date) -> read(date, cleared(date)));
		}
		return this.snapshots.get(day.day(), this::snapshot).figures();
	}

	private Snapshot snapshot(LocalDate day) {
		long startNanos = System.nanoTime();
		Figures figures = read(day, null);
		return new Snapshot(figures, Duration.ofNanos(System.nanoTime() - startNanos));
	}

	private Figures read(LocalDate day, @Nullable Cleared cleared) {
		return this.jdbc.sql(POSTED)
			.param("day", day)
			.query((row, number) -> new Figures(counts(day, row.getLong("claims"), cleared),
					new DayTotals(row.getLong("total_fen"), row.getLong("fund_fen"), row.getLong("account_fen"),
							row.getLong("cash_fen"), (cleared != null) ? cleared.totals() : null),
					this.statements.of(day)))
			.single();
	}

	private DayCounts counts(LocalDate day, long posted, @Nullable Cleared cleared) {
		return this.jdbc.sql(OTHERWISE).param("day", day).query((row, number) -> {
			long duplicates = row.getLong("duplicates");
			long refused = row.getLong("refused");
			long deadLetters = row.getLong("dead_letters");
			return new DayCounts(posted + duplicates + refused + deadLetters, posted, duplicates, refused, deadLetters,
					row.getLong("held"), (cleared != null) ? cleared.claims() : 0);
		}).single();
	}

	private Cleared cleared(LocalDate day) {
		return this.jdbc.sql(CLEARED)
			.param("day", day)
			.query((row, number) -> new Cleared(row.getLong("claims"),
					new DayTotals.Cleared(row.getLong("gross_fen"), row.getLong("bilateral_fen"),
							row.getLong("net_twice_fen") / 2)))
			.single();
	}

	/**
	 * Everything counted and summed of one day.
	 */
	public record Figures(DayCounts counts, DayTotals totals, DayStatements statements) {
	}

	private record Snapshot(Figures figures, Duration cost) {
	}

	private record Cleared(long claims, DayTotals.Cleared totals) {
	}

}
