package io.medsettle.core.kafka;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event that is put aside in {@code claims.dead-letter}, with its key, its bytes, and
 * the reason in a header.
 */
public final class DeadLetterEvent {

	/** The header that says why the event was put aside, a sentence. */
	public static final String REASON = "reason";

	private static final Logger log = LoggerFactory.getLogger(DeadLetterEvent.class);

	private DeadLetterEvent() {
	}

	/**
	 * The dead letter of an event. Who sends it adds what else is known.
	 */
	public static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> event, String reason) {
		ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.CLAIMS_DEAD_LETTER, event.key(),
				event.value());
		letter.headers().add(REASON, reason.getBytes(StandardCharsets.UTF_8));
		return letter;
	}

	/**
	 * The dead letter of an event that should not be where it was found, which the log
	 * tells as well.
	 * @param reason what is wrong with it, to go on after where it was found
	 */
	public static ProducerRecord<byte[], byte[]> found(ConsumerRecord<byte[], byte[]> event, String reason) {
		String sentence = "Found on " + event.topic() + reason;
		log.warn("{}-{}@{} was put aside in {}. {}", event.topic(), event.partition(), event.offset(),
				Topics.CLAIMS_DEAD_LETTER, sentence);
		return of(event, sentence);
	}

}
