package io.medsettle.core.listener;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how many events are put aside, one after the other, for failing alone: it may be
 * the program or its surroundings that fail, and not the events. With nothing taken in
 * between, ten a minute are put aside: few enough for what was good to be submitted again
 * by hand, and enough for the bad ones to come to their end. Safe for use by several
 * threads.
 */
class FailureStreak {

	private static final Logger log = LoggerFactory.getLogger(FailureStreak.class);

	static final int LENGTH_MAX = 10;

	static final Duration WINDOW = Duration.ofMinutes(1);

	private final LongSupplier nanoTime;

	private int length;

	private long beginNanos;

	/**
	 * @param nanoTime as of {@link System#nanoTime()}
	 */
	FailureStreak(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Something was taken.
	 */
	synchronized void end() {
		this.length = 0;
	}

	/**
	 * An event fails alone.
	 * @throws RuntimeException the failure, if too many have failed before
	 */
	synchronized void add(ConsumerRecord<?, ?> event, RuntimeException failure) {
		long now = this.nanoTime.getAsLong();
		if (this.length == 0 || now - this.beginNanos >= WINDOW.toNanos()) {
			this.length = 0;
			this.beginNanos = now;
		}
		if (this.length == LENGTH_MAX) {
			throw failure;
		}
		this.length++;
		log.error("{}-{}@{} is put aside: the engine fails at it. It can be submitted again once that is corrected.",
				event.topic(), event.partition(), event.offset(), failure);
	}

}
