package io.medsettle.core.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.medsettle.core.kafka.DatabaseListener;
import io.medsettle.core.kafka.DeadLetterEvent;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.RegisterListener.Outcomes;
import io.medsettle.core.routing.Refusal;
import io.medsettle.core.routing.RoutingHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes refusals and dead letters from Kafka into the database, so that every event can
 * be accounted for and asked after.
 */
class RegisterListener implements DatabaseListener<Outcomes> {

	private static final Logger log = LoggerFactory.getLogger(RegisterListener.class);

	private final EventRegister register;

	RegisterListener(EventRegister register) {
		this.register = register;
	}

	@Override
	public Outcomes read(List<ConsumerRecord<byte[], byte[]>> events) {
		Outcomes outcomes = new Outcomes(new ArrayList<>(), new ArrayList<>());
		for (ConsumerRecord<byte[], byte[]> event : events) {
			if (event.topic().equals(Topics.CLAIMS_REJECTED)) {
				addIfOurs(Refusal.readFrom(event.headers()), outcomes.refusals(), event);
			}
			else {
				addIfOurs(deadLetter(event), outcomes.letters(), event);
			}
		}
		return outcomes;
	}

	@Override
	public List<ProducerRecord<byte[], byte[]>> write(Outcomes outcomes) {
		this.register.refusals(outcomes.refusals());
		this.register.deadLetters(outcomes.letters());
		return List.of();
	}

	private static @Nullable DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> event) {
		RoutingHeaders routing = RoutingHeaders.readFrom(event.headers());
		String reason = RoutingHeaders.text(event.headers(), DeadLetterEvent.REASON);
		if (routing == null) {
			return null;
		}
		return new DeadLetter(routing.source(), routing.clearingDay(), (reason != null) ? reason : "No reason given.",
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

	/**
	 * What became of events that were not posted, each with the day it counts for.
	 */
	record Outcomes(List<Refusal> refusals, List<DeadLetter> letters) {
	}

}
