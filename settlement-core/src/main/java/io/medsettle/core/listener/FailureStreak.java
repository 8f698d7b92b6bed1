package io.medsettle.core.listener;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a bad event from a bad day: when one event after the other fails alone, and none
 * is taken in between, it is the program or its surroundings that fail, and no event may
 * be put aside for that.
 */
public class FailureStreak {

	private static final Logger log = LoggerFactory.getLogger(FailureStreak.class);

	/** How many events may be put aside, one after the other, for failing alone. */
	static final int LENGTH_MAX = 10;

	private final AtomicInteger length = new AtomicInteger();

	/**
	 * Something was taken.
	 */
	public void end() {
		if (this.length.get() != 0) {
			this.length.set(0);
		}
	}

	/**
	 * An event fails alone.
	 * @throws RuntimeException the failure, if too many have failed before
	 */
	public void add(ConsumerRecord<?, ?> event, RuntimeException failure) {
		if (this.length.get() >= LENGTH_MAX) {
			throw failure;
		}
		this.length.incrementAndGet();
		log.error("{}-{}@{} is put aside: the engine fails at it. It can be taken again once that is corrected.",
				event.topic(), event.partition(), event.offset(), failure);
	}

}
