package io.medsettle.core.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.medsettle.core.claim.SourcePosition;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.kafka.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;
import org.springframework.stereotype.Component;

/**
 * Appends claim events to {@code claims.submitted}, keyed by hospital, and vouches for
 * who has sent them.
 */
@Component
public class ClaimAppender {

	/**
	 * The longest that an append blocks: when Kafka is gone, callers are to learn it
	 * while they still listen.
	 */
	private static final Duration BLOCK_MAX = Duration.ofSeconds(5);

	/**
	 * When an append is given up: a cluster that loses a broker has elected new leaders
	 * by then.
	 */
	private static final Duration DELIVERY_MAX = Duration.ofSeconds(30);

	private final KafkaTemplate<byte[], byte[]> kafka;

	private final EventAuthenticator authenticator;

	ClaimAppender(KafkaClients clients, EventAuthenticator authenticator) {
		this.authenticator = authenticator;
		this.kafka = clients.durableProducer("intake", BLOCK_MAX, DELIVERY_MAX);
		this.kafka.setProducerListener(new AppendFailureLog());
	}

	/**
	 * Appends one event. Blocks only while the producer's buffer is full or Kafka's
	 * metadata is not known, and never for more than a few seconds.
	 * @param hospitalCode the key
	 * @param value the event's bytes, passed on untouched
	 * @return completes when the event is durable, exceptionally if it may not be
	 */
	public CompletableFuture<AppendedClaim> append(String hospitalCode, byte[] value) {
		try {
			ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(Topics.CLAIMS_SUBMITTED,
					hospitalCode.getBytes(StandardCharsets.UTF_8), value);
			return this.kafka.send(this.authenticator.signedForItsTopic(event)).thenApply(ClaimAppender::appended);
		}
		catch (KafkaException | org.apache.kafka.common.KafkaException | IllegalStateException ex) {
			// What fails at once, an append to a closed producer too, fails like all
			// else.
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static AppendedClaim appended(SendResult<byte[], byte[]> result) {
		RecordMetadata metadata = result.getRecordMetadata();
		return new AppendedClaim(new SourcePosition(metadata.partition(), metadata.offset()),
				Instant.ofEpochMilli(metadata.timestamp()));
	}

}
