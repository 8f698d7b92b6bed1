package io.medsettle.batch.night;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * When a night that failed for something outside it is tried again: after a while that
 * doubles up to a limit, and not for ever. Nights run one at a time and in order, so
 * there is one at most. Not safe for use by several threads.
 */
final class NightRetries {

	/** With the default interval and patience these take about a day. */
	static final int ATTEMPTS_MAX = 60;

	private static final int DOUBLED_MAX = 4;

	private final Duration interval;

	private final LongSupplier nanoClock;

	private @Nullable LocalDate day;

	private int attempts;

	private long dueNanos;

	/**
	 * @param interval how long to wait before the first attempt
	 * @param nanoClock elapsed time
	 */
	NightRetries(Duration interval, LongSupplier nanoClock) {
		this.interval = interval;
		this.nanoClock = nanoClock;
	}

	/**
	 * Notes that the night of the day has failed again.
	 * @return how long it is until it is tried again, or empty if it was tried often
	 * enough
	 */
	Optional<Duration> afterFailure(LocalDate failedDay) {
		if (!failedDay.equals(this.day)) {
			this.attempts = 0;
		}
		if (this.attempts >= ATTEMPTS_MAX) {
			this.day = null;
			return Optional.empty();
		}
		Duration wait = this.interval.multipliedBy(1L << Math.min(this.attempts, DOUBLED_MAX));
		this.day = failedDay;
		this.attempts++;
		this.dueNanos = this.nanoClock.getAsLong() + wait.toNanos();
		return Optional.of(wait);
	}

	/**
	 * The day whose night is to be tried again now.
	 */
	Optional<LocalDate> due() {
		return Optional.ofNullable(this.day).filter((due) -> this.nanoClock.getAsLong() - this.dueNanos >= 0);
	}

	/** How often the night has been tried again, or is about to be. */
	int attempts() {
		return this.attempts;
	}

	/**
	 * Forgets it: it has succeeded, failed otherwise, or begins anew.
	 */
	void reset() {
		this.day = null;
	}

}
