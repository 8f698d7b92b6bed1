package io.medsettle.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.medsettle.core.kafka.Topics;
import io.medsettle.core.routing.Refusal;
import io.medsettle.core.routing.RoutingHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes refusals and dead letters from Kafka into the database, so that every event can
 * be accounted for and asked after.
 */
class RegisterListener implements BatchMessageListener<byte[], byte[]>, ConsumerSeekAware {

	private static final Logger log = LoggerFactory.getLogger(RegisterListener.class);

	private static final String UNKNOWN_REASON = "No reason given.";

	private final EventRegister register;

	private final ReaderProgress progress;

	private final TransactionTemplate transaction;

	RegisterListener(EventRegister register, ReaderProgress progress, TransactionTemplate transaction) {
		this.register = register;
		this.progress = progress;
		this.transaction = transaction;
	}

	@Override
	public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback consumer) {
		this.progress.resume(assignments.keySet(), consumer);
	}

	@Override
	public void onMessage(List<ConsumerRecord<byte[], byte[]>> events) {
		List<Refusal> refusals = new ArrayList<>();
		List<DeadLetter> letters = new ArrayList<>();
		for (ConsumerRecord<byte[], byte[]> event : events) {
			if (event.topic().equals(Topics.CLAIMS_REJECTED)) {
				addIfOurs(Refusal.readFrom(event.headers()), refusals, event);
			}
			else {
				addIfOurs(deadLetter(event), letters, event);
			}
		}
		this.transaction.executeWithoutResult((status) -> {
			this.progress.advance(events);
			this.register.refusals(refusals);
			this.register.deadLetters(letters);
		});
	}

	private static @Nullable DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> event) {
		RoutingHeaders routing = RoutingHeaders.readFrom(event.headers());
		String reason = RoutingHeaders.text(event.headers(), RoutingHeaders.REASON);
		if (routing == null) {
			return null;
		}
		return new DeadLetter(routing.source(), routing.clearingDay(), (reason != null) ? reason : UNKNOWN_REASON,
				Math.max(0, event.serializedValueSize()), Instant.ofEpochMilli(routing.acceptedAtMs()));
	}

	/**
	 * What did not come from a submitted event has no place in the accounts; it stays in
	 * its topic.
	 */
	private static <T> void addIfOurs(@Nullable T outcome, List<T> outcomes, ConsumerRecord<byte[], byte[]> event) {
		if (outcome != null) {
			outcomes.add(outcome);
		}
		else {
			log.warn("{}-{}@{} does not come from a submitted event and is not registered", event.topic(),
					event.partition(), event.offset());
		}
	}

}
