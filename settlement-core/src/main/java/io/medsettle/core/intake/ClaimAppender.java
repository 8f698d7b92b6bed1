package io.medsettle.core.intake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.topic.KafkaClients;
import io.medsettle.core.topic.Topics;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Appends claim events to {@code claims.submitted}, keyed by hospital.
 */
@Component
public class ClaimAppender {

	private final KafkaTemplate<byte[], byte[]> kafka;

	ClaimAppender(KafkaClients clients) {
		this.kafka = clients.durableProducer("intake");
	}

	/**
	 * Appends one event. Blocks only while the producer's buffer is full.
	 * @param hospitalCode the key
	 * @param value the event's bytes, passed on untouched
	 * @return completes when the event is durable, exceptionally if it may not be
	 */
	public CompletableFuture<AppendedClaim> append(String hospitalCode, byte[] value) {
		return this.kafka.send(Topics.CLAIMS_SUBMITTED, hospitalCode.getBytes(StandardCharsets.UTF_8), value)
			.thenApply((result) -> new AppendedClaim(
					new SourcePosition(result.getRecordMetadata().partition(), result.getRecordMetadata().offset()),
					Instant.ofEpochMilli(result.getRecordMetadata().timestamp())));
	}

}
