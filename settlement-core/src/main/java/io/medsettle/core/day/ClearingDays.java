package io.medsettle.core.day;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.core.clearing.ClearingCalendar;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.clearing.UsualCutOffs;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The clearing days and their cut-offs. A day's row is written when an instant is first
 * asked for that lies in it; its cut-off can only be brought forward, and only before it
 * has passed. Other settings change the cut-offs of days that have no row yet.
 */
@Component
public class ClearingDays {

	/** The actor of what the night does. */
	public static final String NIGHT = "night";

	/** The states of days that never change, as SQL takes them after {@code in}. */
	public static final String SEALED = Stream.of(ClearingDayState.values())
		.filter(ClearingDayState::isSealed)
		.map((state) -> "'" + state + "'")
		.collect(Collectors.joining(", ", "(", ")"));

	private static final String SELECT = "select day, cut_off_ms, state, confirmed_by from clearing_day ";

	private static final String LAST = SELECT + "order by day desc limit 1";

	private static final String NEWEST_FIRST = SELECT + "order by day desc limit :limit";

	private static final String BY_DAY = SELECT + "where day = :day";

	private static final String BY_DAY_LOCKED = BY_DAY + " for update";

	private static final String BEFORE = SELECT + "where day < :day order by day desc limit 1";

	private static final String NOT_PASSED = SELECT + "where cut_off_ms > :instant order by day";

	/**
	 * The days not passed and the one before them, whose end is the beginning of the
	 * first.
	 */
	private static final String AROUND = SELECT + """
			where cut_off_ms > :instant
			   or day = (select p.day from clearing_day p where p.cut_off_ms <= :instant order by p.day desc limit 1)
			order by day""";

	private static final String FIRST_UNSEALED = SELECT + "where state not in " + SEALED + " order by day limit 1";

	private static final String LAST_SEALED = SELECT + "where state in " + SEALED + " order by day desc limit 1";

	private static final String OPEN = """
			insert into clearing_day (day, cut_off_ms, state)
			values (:day, :cutOff, 'OPEN')
			on conflict do nothing""";

	static final String BRING_FORWARD = """
			update clearing_day set cut_off_ms = :cutOff
			where day = :day and cut_off_ms > :cutOff and state = 'OPEN'""";

	/** A confirmation is of the results that are there, not of those of a later night. */
	private static final String ADVANCE = """
			update clearing_day set state = :to, confirmed_by = null
			where day = :day and state = :from""";

	/** The most days ever listed at once: ten years. */
	private static final int LISTED_DAYS_MAX = 3660;

	private final JdbcClient jdbc;

	private final DayTransitions transitions;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final UsualCutOffs usualCutOffs;

	private final CutOffSynchronization synchronization;

	ClearingDays(JdbcClient jdbc, DayTransitions transitions, PlatformTransactionManager transactionManager,
			Clock clock, SettlementSettings settings, CutOffSynchronization synchronization) {
		this.jdbc = jdbc;
		this.transitions = transitions;
		this.transaction = new TransactionTemplate(transactionManager);
		this.clock = clock;
		this.usualCutOffs = new UsualCutOffs(settings.clearing().cutOffByDay(), settings.timeZone());
		this.synchronization = synchronization;
	}

	/**
	 * The current clearing day: the first whose cut-off has not passed.
	 */
	public ClearingDay current() {
		Instant now = this.clock.instant();
		openThrough(now);
		return days(NOT_PASSED, now).getFirst();
	}

	/**
	 * The clearing days that instants from {@code earliest} to {@code latest} belong to,
	 * read from the database now. Kafka has their cut-offs, so that what is given its day
	 * by them can be told its day again.
	 * @throws org.apache.kafka.common.KafkaException if Kafka has not, and does not
	 * answer
	 */
	public ClearingCalendar calendar(Instant earliest, Instant latest) {
		List<ClearingDay> days = days(AROUND, earliest);
		if (days.isEmpty() || !days.getLast().cutOff().isAfter(latest)) {
			openThrough(latest);
			days = days(AROUND, earliest);
		}
		if (!this.synchronization.hasRecorded(days)) {
			this.synchronization.synchronize();
			days = days(AROUND, earliest);
		}
		return ClearingCalendar.of(cutOffs(days));
	}

	public Optional<ClearingDay> find(LocalDate day) {
		return this.jdbc.sql(BY_DAY).param("day", day).query(ClearingDays::map).optional();
	}

	/**
	 * The day, which nobody else can change until the transaction ends.
	 */
	public Optional<ClearingDay> lock(LocalDate day) {
		return this.jdbc.sql(BY_DAY_LOCKED).param("day", day).query(ClearingDays::map).optional();
	}

	/**
	 * Whether the day is published, and so never changes.
	 */
	public boolean isSealed(LocalDate day) {
		return find(day).filter(ClearingDay::isSealed).isPresent();
	}

	/**
	 * Makes sure that the day may still be changed.
	 * @throws DaySealedException if it is published
	 */
	public void requireUnsealed(LocalDate day) {
		if (isSealed(day)) {
			throw new DaySealedException(day);
		}
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
	 * The earliest day that is not sealed, if its cut-off has passed.
	 */
	public Optional<ClearingDay> firstDue() {
		Instant now = this.clock.instant();
		openThrough(now);
		return firstUnsealed().filter((day) -> !day.cutOff().isAfter(now));
	}

	/**
	 * The earliest day that is not sealed, of those that have been asked for.
	 */
	public Optional<ClearingDay> firstUnsealed() {
		return this.jdbc.sql(FIRST_UNSEALED).query(ClearingDays::map).optional();
	}

	/**
	 * The newest day that is published.
	 */
	public Optional<ClearingDay> lastSealed() {
		return this.jdbc.sql(LAST_SEALED).query(ClearingDays::map).optional();
	}

	/**
	 * Takes a day from one state to the next and writes down who did, in the caller's
	 * transaction if there is one.
	 * @param actor who does it: {@link #NIGHT}, or a name
	 * @param reason why, in a sentence, unless the states say it all
	 * @throws IllegalStateException if the day is not in the first state, or the second
	 * may not follow it
	 */
	public void advance(LocalDate day, ClearingDayState from, ClearingDayState to, String actor,
			@Nullable String reason) {
		if (!from.successors().contains(to)) {
			throw new IllegalStateException("A clearing day cannot go from " + from + " to " + to + ".");
		}
		this.transaction.executeWithoutResult((status) -> {
			int changed = this.jdbc.sql(ADVANCE)
				.param("day", day)
				.param("from", from.name())
				.param("to", to.name())
				.update();
			if (changed != 1) {
				throw new IllegalStateException("Clearing day " + day + " is not " + from + ".");
			}
			this.transitions.note(day, from, to, actor, reason);
		});
	}

	private List<ClearingDay> days(String question, Instant instant) {
		return this.jdbc.sql(question).param("instant", instant.toEpochMilli()).query(ClearingDays::map).list();
	}

	/**
	 * Writes the rows of all days up to the one that the instant belongs to. The first
	 * day ever is the one of the first instant ever asked for.
	 */
	private void openThrough(Instant instant) {
		Optional<ClearingDay> last = this.jdbc.sql(LAST).query(ClearingDays::map).optional();
		LocalDate day = last.map((existing) -> existing.day().plusDays(1))
			.orElseGet(() -> this.usualCutOffs.dayOf(instant));
		Instant covered = last.map(ClearingDay::cutOff).orElse(Instant.MIN);
		while (!covered.isAfter(instant)) {
			covered = this.usualCutOffs.of(day, covered);
			open(this.jdbc, day, covered);
			day = day.plusDays(1);
		}
	}

	/**
	 * Writes the row of a day, unless it is there.
	 */
	static boolean open(JdbcClient jdbc, LocalDate day, Instant cutOff) {
		return jdbc.sql(OPEN).param("day", day).param("cutOff", cutOff.toEpochMilli()).update() == 1;
	}

	static SortedMap<LocalDate, Instant> cutOffs(List<ClearingDay> days) {
		SortedMap<LocalDate, Instant> cutOffs = new TreeMap<>();
		days.forEach((day) -> cutOffs.put(day.day(), day.cutOff()));
		return cutOffs;
	}

	static ClearingDay map(ResultSet row, int number) throws SQLException {
		return new ClearingDay(row.getObject("day", LocalDate.class), Instant.ofEpochMilli(row.getLong("cut_off_ms")),
				ClearingDayState.valueOf(row.getString("state")), row.getString("confirmed_by"));
	}

}
