package io.medsettle.core.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.clearing.ClearingCalendar;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The clearing days and their cut-offs. A day's row is written when an instant is first
 * asked for that lies in it; its cut-off can only be brought forward, and only before it
 * has passed.
 */
@Component
public class ClearingDays {

	private static final String SELECT = "select day, cut_off_ms, state from clearing_day ";

	private static final String LAST = SELECT + "order by day desc limit 1";

	private static final String NEWEST_FIRST = SELECT + "order by day desc limit :limit";

	private static final String BY_DAY = SELECT + "where day = :day";

	private static final String BY_DAY_LOCKED = BY_DAY + " for update";

	private static final String BEFORE = SELECT + "where day < :day order by day desc limit 1";

	private static final String NOT_PASSED = SELECT + "where cut_off_ms > :instant order by day";

	private static final String FIRST_UNPUBLISHED = SELECT + "where state <> 'PUBLISHED' order by day limit 1";

	private static final String OPEN = """
			insert into clearing_day (day, cut_off_ms, state)
			values (:day, :cutOff, 'OPEN')
			on conflict do nothing""";

	private static final String BRING_FORWARD = """
			update clearing_day set cut_off_ms = :cutOff
			where day = :day and cut_off_ms > :cutOff""";

	private static final String ADVANCE = """
			update clearing_day set state = :to
			where day = :day and state = :from""";

	/**
	 * How far ahead of now an early cut-off is set. Every router reads the cut-offs after
	 * it has polled its events; since the new cut-off is committed before it passes, no
	 * event appended after it can be given to the closed day.
	 */
	private static final Duration EARLY_CUT_OFF_LEAD = Duration.ofSeconds(1);

	/** The part of the lead that must be left when the early cut-off is committed. */
	private static final Duration LEAD_LEFT_AT_COMMIT = Duration.ofMillis(600);

	private static final int CLOSE_ATTEMPTS_MAX = 5;

	/** The most days ever listed at once: ten years. */
	private static final int LISTED_DAYS_MAX = 3660;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Durability durability;

	private final Clock clock;

	private final SettlementSettings settings;

	ClearingDays(JdbcClient jdbc, PlatformTransactionManager transactionManager, Durability durability, Clock clock,
			SettlementSettings settings) {
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactionManager);
		this.durability = durability;
		this.clock = clock;
		this.settings = settings;
	}

	/**
	 * The current clearing day: the first whose cut-off has not passed.
	 */
	public ClearingDay current() {
		Instant now = this.clock.instant();
		openThrough(now);
		return notPassed(now).getFirst();
	}

	/**
	 * The clearing days that instants from {@code earliest} to {@code latest} belong to,
	 * read from the database now.
	 */
	public ClearingCalendar calendar(Instant earliest, Instant latest) {
		List<ClearingDay> days = notPassed(earliest);
		if (days.isEmpty() || !days.getLast().cutOff().isAfter(latest)) {
			openThrough(latest);
			days = notPassed(earliest);
		}
		SortedMap<LocalDate, Instant> cutOffs = new TreeMap<>();
		days.forEach((day) -> cutOffs.put(day.day(), day.cutOff()));
		return ClearingCalendar.of(cutOffs);
	}

	public Optional<ClearingDay> find(LocalDate day) {
		return this.jdbc.sql(BY_DAY).param("day", day).query(ClearingDays::map).optional();
	}

	/**
	 * All days so far, newest first.
	 */
	public List<ClearingDay> list() {
		openThrough(this.clock.instant());
		return this.jdbc.sql(NEWEST_FIRST).param("limit", LISTED_DAYS_MAX).query(ClearingDays::map).list();
	}

	/**
	 * The instant at which the given day began: the cut-off of the day before, or the
	 * epoch for the very first day.
	 */
	public Instant beginning(LocalDate day) {
		return this.jdbc.sql(BEFORE)
			.param("day", day)
			.query(ClearingDays::map)
			.optional()
			.map(ClearingDay::cutOff)
			.orElse(Instant.EPOCH);
	}

	/**
	 * The earliest day that is not published, if its cut-off has passed.
	 */
	public Optional<ClearingDay> firstDue() {
		Instant now = this.clock.instant();
		openThrough(now);
		return this.jdbc.sql(FIRST_UNPUBLISHED)
			.query(ClearingDays::map)
			.optional()
			.filter((day) -> !day.cutOff().isAfter(now));
	}

	/**
	 * Closes a day: if it is the current one, its cut-off is brought forward to about
	 * now. A day whose cut-off has passed is left as it is.
	 * @return the day with the cut-off it now has
	 * @throws DayNotClosableException if the day is not open yet or may not be closed
	 * early
	 */
	public ClearingDay closeEarly(LocalDate day) {
		for (int attempt = 1; attempt <= CLOSE_ATTEMPTS_MAX; attempt++) {
			Optional<ClearingDay> closed = this.transaction.execute((status) -> {
				Closing closing = tryClose(day);
				Instant latestCommit = closing.day().cutOff().minus(LEAD_LEFT_AT_COMMIT);
				if (closing.cutOffMoved() && this.clock.instant().isAfter(latestCommit)) {
					status.setRollbackOnly();
					return Optional.empty();
				}
				return Optional.of(closing.day());
			});
			if (closed.isPresent()) {
				this.durability.assure();
				return closed.get();
			}
		}
		throw new DayNotClosableException(
				"The database was too slow to close " + day + " safely; nothing has changed. Try again.");
	}

	/**
	 * Takes a day from one state to the next.
	 * @throws IllegalStateException if the day is not in the first state, or the second
	 * may not follow it
	 */
	public void advance(LocalDate day, ClearingDayState from, ClearingDayState to) {
		if (!from.successors().contains(to)) {
			throw new IllegalStateException("A clearing day cannot go from " + from + " to " + to + ".");
		}
		int changed = this.jdbc.sql(ADVANCE)
			.param("day", day)
			.param("from", from.name())
			.param("to", to.name())
			.update();
		if (changed != 1) {
			throw new IllegalStateException("Clearing day " + day + " is not " + from + ".");
		}
	}

	private Closing tryClose(LocalDate day) {
		Instant now = this.clock.instant();
		ClearingDay current = current();
		if (day.isAfter(current.day())) {
			throw new DayNotClosableException("The current clearing day is " + current.day() + "; " + day
					+ " can be closed once it is the current one.");
		}
		ClearingDay locked = this.jdbc.sql(BY_DAY_LOCKED)
			.param("day", day)
			.query(ClearingDays::map)
			.optional()
			.orElseThrow(() -> new DayNotClosableException(
					"There is no clearing day " + day + "; the current one is " + current.day() + "."));
		if (!locked.cutOff().isAfter(now)) {
			return new Closing(locked, false);
		}
		if (day.isAfter(LocalDate.ofInstant(now, this.settings.timeZone()))
				&& !this.settings.clearing().closeFutureDays()) {
			throw new DayNotClosableException("Clearing day " + day
					+ " lies after today; settlement.clearing.close-future-days allows closing it early.");
		}
		Instant cutOff = Instant.ofEpochMilli(now.plus(EARLY_CUT_OFF_LEAD).toEpochMilli());
		int changed = this.jdbc.sql(BRING_FORWARD).param("day", day).param("cutOff", cutOff.toEpochMilli()).update();
		return (changed == 1) ? new Closing(new ClearingDay(day, cutOff, locked.state()), true)
				: new Closing(locked, false);
	}

	private List<ClearingDay> notPassed(Instant instant) {
		return this.jdbc.sql(NOT_PASSED).param("instant", instant.toEpochMilli()).query(ClearingDays::map).list();
	}

	/**
	 * Writes the rows of all days up to the one that the instant belongs to. The first
	 * day ever is the one of the first instant ever asked for.
	 */
	private void openThrough(Instant instant) {
		Optional<ClearingDay> last = this.jdbc.sql(LAST).query(ClearingDays::map).optional();
		LocalDate day = last.map((existing) -> existing.day().plusDays(1)).orElseGet(() -> usualDayOf(instant));
		Instant covered = last.map(ClearingDay::cutOff).orElse(Instant.MIN);
		while (!covered.isAfter(instant)) {
			covered = usualCutOff(day);
			this.jdbc.sql(OPEN).param("day", day).param("cutOff", covered.toEpochMilli()).update();
			day = day.plusDays(1);
		}
	}

	private LocalDate usualDayOf(Instant instant) {
		LocalDate date = LocalDate.ofInstant(instant, this.settings.timeZone());
		return usualCutOff(date).isAfter(instant) ? date : date.plusDays(1);
	}

	private Instant usualCutOff(LocalDate day) {
		return ClearingCalendar.defaultCutOff(day, this.settings.clearing().cutOff(), this.settings.timeZone());
	}

	private static ClearingDay map(ResultSet row, int number) throws SQLException {
		return new ClearingDay(row.getObject("day", LocalDate.class), Instant.ofEpochMilli(row.getLong("cut_off_ms")),
				ClearingDayState.valueOf(row.getString("state")));
	}

	private record Closing(ClearingDay day, boolean cutOffMoved) {
	}

}
