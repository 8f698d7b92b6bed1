package io.medsettle.api.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * So many in a time, of which what is not used is kept for a while (the generic cell rate
 * algorithm). Holds nothing but the instant at which all that was taken will be paid for.
 * Instants are those of {@link System#nanoTime()}.
 */
final class Pace {

	/** How far what others have taken may hold somebody back. */
	static final Duration DEBT_MAX = Duration.ofSeconds(10);

	private final long count;

	private final long periodNanos;

	private final long keptNanos;

	private final AtomicLong paidNanos;

	/**
	 * @param count how many in the period
	 * @param kept for how long what is not used is kept
	 */
	Pace(long count, Duration period, Duration kept, long nowNanos) {
		this.count = count;
		this.periodNanos = period.toNanos();
		this.keptNanos = kept.toNanos();
		this.paidNanos = new AtomicLong(nowNanos);
	}

	/**
	 * Takes one, if it can be had in time.
	 * @return in how many nanoseconds it can be had; it is taken if that is no more than
	 * the most that the caller would wait
	 */
	long take(long nowNanos, long waitNanosMax) {
		while (true) {
			long paid = this.paidNanos.get();
			long next = Math.max(paid - nowNanos, 0) + cost(1);
			long wait = Math.max(next - this.keptNanos, 0);
			if (wait > waitNanosMax || this.paidNanos.compareAndSet(paid, nowNanos + next)) {
				return wait;
			}
		}
	}

	/**
	 * In how many nanoseconds one can be had.
	 */
	long untilNext(long nowNanos) {
		return Math.max(this.paidNanos.get() - nowNanos + cost(1) - this.keptNanos, 0);
	}

	/**
	 * Counts what has been taken since an instant at which all was paid, here and
	 * elsewhere, whether or not it was there.
	 * @return when all will be paid
	 */
	long owe(long taken, long sinceNanos, long nowNanos) {
		long owed = Math.min(sinceNanos - nowNanos + cost(taken), this.keptNanos + DEBT_MAX.toNanos());
		return this.paidNanos.updateAndGet((paid) -> nowNanos + Math.max(paid - nowNanos, owed));
	}

	/** How many nanoseconds so many take. A count of years still fits. */
	long cost(long taken) {
		return (long) ((double) taken / this.count * this.periodNanos);
	}

}
