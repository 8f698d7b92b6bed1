package io.medsettle.api.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.medsettle.api.console.LiveView.IntakeCount;
import io.medsettle.batch.breaks.HeldClaims;
import io.medsettle.core.database.DatabaseAway;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.ledger.DayIntake;
import io.medsettle.core.ledger.DayIntakes;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Counts what has come in for a clearing day. Counting reads the day by its index, which
 * costs more the larger the day is: it happens in the background, one at a time however
 * many look on, not at all when nobody does, and with rests in between that leave it a
 * tenth of one database connection as a rule.
 */
@Component
@ConditionalOnRole(Role.API)
class IntakeTally {

	private static final Logger log = LoggerFactory.getLogger(IntakeTally.class);

	private static final Duration REST_MIN = Duration.ofSeconds(2);

	/** The oldest that a count may be, however long the next one will take. */
	private static final Duration REST_MAX = Duration.ofSeconds(15);

	/** Rests are this many times as long as the count took. */
	private static final int REST_FACTOR = 9;

	/** The longest a page waits for the first count of a day. */
	private static final Duration FIRST_COUNT_WAIT = Duration.ofMillis(700);

	private static final long UNKNOWN = -1;

	private final DayIntakes intakes;

	private final HeldClaims held;

	private final SubmittedEvents submitted;

	private final ClearingDays days;

	private final Clock clock;

	private @Nullable Count last;

	private @Nullable CompletableFuture<Count> underWay;

	IntakeTally(DayIntakes intakes, HeldClaims held, SubmittedEvents submitted, ClearingDays days, Clock clock) {
		this.intakes = intakes;
		this.held = held;
		this.submitted = submitted;
		this.days = days;
		this.clock = clock;
	}

	/**
	 * The latest count for the day; has it taken anew if it is due.
	 */
	IntakeCount of(LocalDate day) {
		CompletableFuture<Count> counting;
		synchronized (this) {
			Count known = (this.last != null && this.last.day().equals(day)) ? this.last : null;
			if (this.underWay == null && (known == null || !this.clock.instant().isBefore(known.dueAt()))) {
				this.underWay = new CompletableFuture<>();
				Thread.ofVirtual().name("intake-tally").start(() -> count(day));
			}
			if (known != null || this.underWay == null) {
				return (known != null) ? known.intake() : none();
			}
			counting = this.underWay.copy();
		}
		return counting.thenApply(Count::intake)
			.completeOnTimeout(none(), FIRST_COUNT_WAIT.toMillis(), TimeUnit.MILLISECONDS)
			.join();
	}

	/**
	 * The latest count there is, of whatever day.
	 */
	synchronized IntakeCount latest() {
		return (this.last != null) ? this.last.intake() : none();
	}

	private void count(LocalDate day) {
		long started = System.nanoTime();
		IntakeCount intake;
		try {
			intake = read(day);
		}
		catch (RuntimeException ex) {
			log.warn(DatabaseAway.markerOf(ex), "The intake of {} could not be counted: {}", day, ex.getMessage());
			intake = known(day);
		}
		Instant dueAt = this.clock.instant().plus(restAfter(Duration.ofNanos(System.nanoTime() - started)));
		CompletableFuture<Count> counting;
		Count count = new Count(day, intake, dueAt);
		synchronized (this) {
			this.last = count;
			counting = Objects.requireNonNull(this.underWay);
			this.underWay = null;
		}
		counting.complete(count);
	}

	static Duration restAfter(Duration count) {
		Duration rest = count.multipliedBy(REST_FACTOR);
		if (rest.compareTo(REST_MIN) < 0) {
			return REST_MIN;
		}
		return (rest.compareTo(REST_MAX) > 0) ? REST_MAX : rest;
	}

	private IntakeCount read(LocalDate day) {
		// What is counted later is never less than what it came from.
		DayIntake intake = this.intakes.of(day);
		long insured = this.intakes.booked(Side.INSURED, day);
		long held = this.held.count();
		long submitted = this.submitted.since(this.days.beginning(day)).orElse(UNKNOWN);
		return new IntakeCount(submitted, intake, insured, held);
	}

	private synchronized IntakeCount known(LocalDate day) {
		return (this.last != null && this.last.day().equals(day)) ? this.last.intake() : none();
	}

	private static IntakeCount none() {
		return new IntakeCount(UNKNOWN, new DayIntake(0, 0, 0, 0, 0, 0, 0), 0, 0);
	}

	private record Count(LocalDate day, IntakeCount intake, Instant dueAt) {
	}

}
