package io.medsettle.core.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.medsettle.core.decision.DecisionReader.Reading;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.ReaderProgress;
import io.medsettle.core.routing.RoutingHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes decisions of insured cities from Kafka. What cannot be kept is put aside with the
 * reason. A decision that is taken again after a crash has no second effect.
 */
class DecisionListener implements BatchMessageListener<byte[], byte[]>, ConsumerSeekAware {

	private static final Logger log = LoggerFactory.getLogger(DecisionListener.class);

	private final InsuredDecisions decisions;

	private final ReaderProgress progress;

	private final TransactionTemplate transaction;

	private final KafkaOperations<byte[], byte[]> kafka;

	DecisionListener(InsuredDecisions decisions, ReaderProgress progress, TransactionTemplate transaction,
			KafkaOperations<byte[], byte[]> kafka) {
		this.decisions = decisions;
		this.progress = progress;
		this.transaction = transaction;
		this.kafka = kafka;
	}

	@Override
	public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback consumer) {
		this.progress.resume(assignments.keySet(), consumer);
	}

	@Override
	public void onMessage(List<ConsumerRecord<byte[], byte[]>> events) {
		List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
		this.transaction.executeWithoutResult((status) -> {
			letters.clear();
			for (ConsumerRecord<byte[], byte[]> event : events) {
				take(event).ifPresent((reason) -> letters.add(letter(event, reason)));
			}
			this.progress.advance(events);
		});
		List<CompletableFuture<?>> sends = new ArrayList<>(letters.size());
		letters.forEach((letter) -> sends.add(this.kafka.send(letter)));
		sends.forEach(CompletableFuture::join);
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

	private static ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> event, String reason) {
		log.warn("{}-{}@{} is no decision that can be kept and was put aside in {}: {}", event.topic(),
				event.partition(), event.offset(), Topics.CLAIMS_DEAD_LETTER, reason);
		ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.CLAIMS_DEAD_LETTER, event.key(),
				event.value());
		RoutingHeaders.add(letter.headers(), RoutingHeaders.REASON, "Found on " + event.topic() + ": " + reason);
		return letter;
	}

}
