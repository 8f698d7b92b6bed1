package io.medsettle.core.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that events were put aside: one line in ten seconds with how many there were, and
 * never what is in them. Whoever can send one can send millions.
 */
class DeadLetterLog {

	private static final Logger log = LoggerFactory.getLogger(DeadLetterLog.class);

	private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

	private final AtomicLong untold = new AtomicLong();

	private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

	void tell(List<DeadLetter> letters) {
		if (letters.isEmpty()) {
			return;
		}
		this.untold.addAndGet(letters.size());
		long next = this.nextNanos.get();
		long now = System.nanoTime();
		if (now - next >= 0 && this.nextNanos.compareAndSet(next, now + INTERVAL_NANOS)) {
			DeadLetter last = letters.getLast();
			log.warn("{} events were put aside as dead letters, the last is {}: {}", this.untold.getAndSet(0),
					last.place(), last.reason());
		}
	}

}
