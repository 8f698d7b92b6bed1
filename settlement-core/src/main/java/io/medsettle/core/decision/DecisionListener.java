package io.medsettle.core.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.medsettle.core.decision.DecisionReader.Reading;
import io.medsettle.core.kafka.DatabaseListener;
import io.medsettle.core.kafka.DeadLetterEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Takes decisions of insured cities from Kafka. What cannot be kept is put aside with the
 * reason. A decision that is taken again after a crash has no second effect.
 */
class DecisionListener implements DatabaseListener<List<ConsumerRecord<byte[], byte[]>>> {

	private final InsuredDecisions decisions;

	DecisionListener(InsuredDecisions decisions) {
		this.decisions = decisions;
	}

	@Override
	public List<ConsumerRecord<byte[], byte[]>> read(List<ConsumerRecord<byte[], byte[]>> events) {
		return events;
	}

	@Override
	public List<ProducerRecord<byte[], byte[]>> write(List<ConsumerRecord<byte[], byte[]>> events) {
		List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
		for (ConsumerRecord<byte[], byte[]> event : events) {
			take(event).ifPresent((reason) -> letters.add(DeadLetterEvent.found(event, ": " + reason)));
		}
		return letters;
	}

	/**
	 * Takes one decision.
	 * @return why it cannot be kept, if it cannot
	 */
	private Optional<String> take(ConsumerRecord<byte[], byte[]> event) {
		byte[] bytes = (event.value() != null) ? event.value() : new byte[0];
		if (bytes.length > DecisionReader.BYTES_MAX) {
			return Optional.of("A decision has at most " + DecisionReader.BYTES_MAX + " bytes.");
		}
		return switch (DecisionReader.read(bytes)) {
			case Reading.Wrong wrong -> Optional.of(wrong.errors().getFirst().message());
			case Reading.Read read -> switch (this.decisions.keepInTransaction(read.decision())) {
				case DecisionOutcome.Kept kept -> Optional.empty();
				case DecisionOutcome.UnknownClaim unknown -> Optional.of("The insured ledger has no such claim.");
				case DecisionOutcome.Refused refused -> Optional.of(refused.error().message());
				case DecisionOutcome.NotNow late -> Optional.of(late.message());
			};
		};
	}

}
