package io.medsettle.core.kafka;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what happens in such numbers that a line for each would fill the log: the first
 * is told, then one line in ten seconds, with how many there were. Safe for use by
 * several threads.
 */
public final class LogThrottle {

	private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

	private final AtomicLong untold = new AtomicLong();

	private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

	/**
	 * Something has happened.
	 * @param times how often
	 * @return how often it has, since that was last told, if it is to be told now; else 0
	 */
	public long add(long times) {
		this.untold.addAndGet(times);
		long next = this.nextNanos.get();
		long now = System.nanoTime();
		boolean due = now - next >= 0 && this.nextNanos.compareAndSet(next, now + INTERVAL_NANOS);
		return due ? this.untold.getAndSet(0) : 0;
	}

}
