package io.medsettle.api.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Whether the router and the ledgers of this process take their events. While one has
 * stopped, or lost one of its threads, what it should take waits. It is started again by
 * itself, so that restarting the process would help nobody.
 */
@Component
class ListenersHealthIndicator extends AbstractHealthIndicator {

	private final List<ConcurrentMessageListenerContainer<?, ?>> listeners;

	ListenersHealthIndicator(ObjectProvider<ConcurrentMessageListenerContainer<?, ?>> listeners) {
		super("The listeners could not be looked at");
		this.listeners = listeners.orderedStream().toList();
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Map<String, String> states = new LinkedHashMap<>();
		this.listeners.forEach((listener) -> states.put(String.valueOf(listener.getGroupId()), stateOf(listener)));
		boolean allRun = states.values().stream().allMatch("running"::equals);
		builder.status(allRun ? "UP" : "DOWN").withDetails(states);
		if (!allRun) {
			builder.withDetail("reason",
					"A stopped listener takes no events; the log says why it stopped. It is started again by itself.");
		}
	}

	private static String stateOf(ConcurrentMessageListenerContainer<?, ?> listener) {
		if (!listener.isRunning()) {
			return "stopped";
		}
		long running = listener.getContainers().stream().filter(MessageListenerContainer::isRunning).count();
		if (running < listener.getContainers().size()) {
			return "%d of %d threads running".formatted(running, listener.getContainers().size());
		}
		return listener.isContainerPaused() ? "paused" : "running";
	}

}
