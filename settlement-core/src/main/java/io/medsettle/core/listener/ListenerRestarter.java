package io.medsettle.core.listener;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Starts listeners again that have stopped by themselves, for whatever reason: soon at
 * first, then ever more seldom, and for ever. What was asked to stop stays so.
 * {@code settlement.listener.restarts} counts it.
 */
@Component
class ListenerRestarter {

	private static final Logger log = LoggerFactory.getLogger(ListenerRestarter.class);

	private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

	private final List<ConcurrentMessageListenerContainer<byte[], byte[]>> listeners;

	private final Clock clock;

	private final Counter restarts;

	private final Map<String, Attempts> attempts = new HashMap<>();

	private volatile boolean closing;

	ListenerRestarter(ObjectProvider<ConcurrentMessageListenerContainer<byte[], byte[]>> listeners, Clock clock,
			MeterRegistry meters) {
		this.listeners = listeners.orderedStream().toList();
		this.clock = clock;
		this.restarts = Counter.builder("settlement.listener.restarts")
			.description("How often a listener that had stopped by itself was started again")
			.register(meters);
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
	void look() {
		this.listeners.forEach(this::look);
	}

	private void look(ConcurrentMessageListenerContainer<byte[], byte[]> listener) {
		String group = String.valueOf(listener.getGroupId());
		Instant now = this.clock.instant();
		Attempts before = this.attempts.getOrDefault(group, Attempts.NONE);
		if (listener.isInExpectedState()) {
			if (before.isLongAgo(now)) {
				this.attempts.remove(group);
			}
			return;
		}
		if (this.closing || now.isBefore(before.next())) {
			return;
		}
		this.attempts.put(group, before.another(now));
		log.error("{} has stopped by itself and is started again, attempt {}", group, before.number() + 1);
		this.restarts.increment();
		// Those of its threads that still run.
		listener.stop();
		listener.start();
	}

	/** From now on whoever stops does so for good. */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.closing = true;
	}

	/**
	 * How often a listener was started again lately.
	 *
	 * @param number how often
	 * @param last when last
	 * @param next when it may be again
	 */
	private record Attempts(int number, Instant last, Instant next) {

		static final Attempts NONE = new Attempts(0, Instant.MIN, Instant.MIN);

		Attempts another(Instant now) {
			Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(this.number, 10));
			Duration wait = (doubled.compareTo(LONGEST_WAIT) < 0) ? doubled : LONGEST_WAIT;
			return new Attempts(this.number + 1, now, now.plus(wait));
		}

		boolean isLongAgo(Instant now) {
			return this.number > 0 && this.last.plus(LONGEST_WAIT.multipliedBy(2)).isBefore(now);
		}

	}

}
