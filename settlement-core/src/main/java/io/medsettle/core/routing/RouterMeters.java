package io.medsettle.core.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * {@code settlement.events}: submitted events by what the router made of them.
 */
class RouterMeters {

	private final Counter routed;

	private final Counter refused;

	private final Counter deadLetters;

	RouterMeters(MeterRegistry registry) {
		this.routed = counter(registry, "routed");
		this.refused = counter(registry, "refused");
		this.deadLetters = counter(registry, "dead-letter");
	}

	void count(Tally tally) {
		this.routed.increment(tally.routed);
		this.refused.increment(tally.refused);
		this.deadLetters.increment(tally.deadLetters);
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

		void routed() {
			this.routed++;
		}

		void refused() {
			this.refused++;
		}

		void deadLetter() {
			this.deadLetters++;
		}

	}

}
