package io.medsettle.api.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * {@code settlement.listener.running}: 1 while the listener of the consumer group takes
 * events in this process, 0 when it has stopped.
 */
@Component
class ListenerGauges {

	ListenerGauges(ObjectProvider<ConcurrentMessageListenerContainer<?, ?>> listeners, MeterRegistry meters) {
		listeners.orderedStream()
			.forEach((listener) -> Gauge
				.builder("settlement.listener.running", listener, (container) -> container.isRunning() ? 1 : 0)
				.description("1 while the listener takes events, 0 when it has stopped")
				.tag("group", String.valueOf(listener.getGroupId()))
				.register(meters));
	}

}
