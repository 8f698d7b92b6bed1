package io.medsettle.core.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * {@code settlement.claims}: legs by what the ledger made of them, and
 * {@code settlement.claims.latency}: from the broker's append to the commit of the
 * ledger.
 */
class LedgerMeters {

	private final Clock clock;

	private final Counter posted;

	private final Counter duplicates;

	private final Counter refused;

	private final Counter redelivered;

	private final Timer latency;

	LedgerMeters(MeterRegistry registry, Side side, Clock clock) {
		this.clock = clock;
		this.posted = counter(registry, side, "posted");
		this.duplicates = counter(registry, side, "duplicate");
		this.refused = counter(registry, side, "refused");
		this.redelivered = counter(registry, side, "redelivered");
		this.latency = Timer.builder("settlement.claims.latency")
			.description("From the broker's append to the commit in the ledger")
			.tag("leg", side.legName())
			.serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
					Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
					Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30),
					Duration.ofMinutes(1), Duration.ofMinutes(5))
			.register(registry);
	}

	void count(Posting posting) {
		this.posted.increment(posting.posted().size());
		this.duplicates.increment(posting.duplicates().size());
		this.refused.increment(posting.refused().size());
		this.redelivered.increment(posting.redelivered());
		long nowMs = this.clock.millis();
		for (Leg leg : posting.posted()) {
			// The broker's clock may be ahead of this one.
			this.latency.record(Math.max(0, nowMs - leg.routing().acceptedAtMs()), TimeUnit.MILLISECONDS);
		}
	}

	private static Counter counter(MeterRegistry registry, Side side, String outcome) {
		return Counter.builder("settlement.claims")
			.description("Legs by what the ledger made of them")
			.tag("leg", side.legName())
			.tag("outcome", outcome)
			.register(registry);
	}

}
