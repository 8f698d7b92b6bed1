package io.medsettle.core.routing;

import io.medsettle.core.kafka.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code settlement.events}: submitted events by what the router made of them, and
 * {@code settlement.events.misdated}: those whose time could not decide their clearing
 * day, by why.
 */
class RouterMeters {

	private static final Logger log = LoggerFactory.getLogger(RouterMeters.class);

	private final Counter routed;

	private final Counter refused;

	private final Counter deadLetters;

	private final Counter behindEnd;

	private final Counter withoutAppendTime;

	RouterMeters(MeterRegistry registry) {
		this.routed = counter(registry, "routed");
		this.refused = counter(registry, "refused");
		this.deadLetters = counter(registry, "dead-letter");
		this.behindEnd = misdated(registry, "behind-end");
		this.withoutAppendTime = misdated(registry, "no-append-time");
	}

	void count(Tally tally) {
		this.routed.increment(tally.routed);
		this.refused.increment(tally.refused);
		this.deadLetters.increment(tally.deadLetters);
		this.behindEnd.increment(tally.behindEnd);
		this.withoutAppendTime.increment(tally.withoutAppendTime);
		if (tally.behindEnd > 0) {
			log.warn("{} events have times of days that had ended before them, and belong to later ones: a broker's"
					+ " clock goes backwards", tally.behindEnd);
		}
		if (tally.withoutAppendTime > 0) {
			log.error(
					"{} events have no append time of the broker and count for when they were taken: set"
							+ " message.timestamp.type of {} to LogAppendTime",
					tally.withoutAppendTime, Topics.CLAIMS_SUBMITTED);
		}
	}

	private static Counter misdated(MeterRegistry registry, String reason) {
		return Counter.builder("settlement.events.misdated")
			.description("Submitted events whose time could not decide their clearing day")
			.tag("reason", reason)
			.register(registry);
	}

	private static Counter counter(MeterRegistry registry, String outcome) {
		return Counter.builder("settlement.events")
			.description("Submitted events by what the router made of them")
			.tag("outcome", outcome)
			.register(registry);
	}

	/**
	 * What became of the events of one batch.
	 */
	static final class Tally {

		private int routed;

		private int refused;

		private int deadLetters;

		private int behindEnd;

		private int withoutAppendTime;

		void routed() {
			this.routed++;
		}

		void refused() {
			this.refused++;
		}

		void behindEnd() {
			this.behindEnd++;
		}

		void withoutAppendTime() {
			this.withoutAppendTime++;
		}

		void deadLetter() {
			this.deadLetters++;
		}

	}

}
