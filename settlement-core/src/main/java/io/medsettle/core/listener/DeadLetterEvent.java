package io.medsettle.core.listener;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.medsettle.core.kafka.EventSizes;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.problem.ProblemCode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A submitted event that is put aside in {@code claims.dead-letter}: with its key, its
 * bytes (of a long one the beginning), and in headers why, how many bytes there are, and
 * their digest.
 */
public final class DeadLetterEvent {

	/** The header with the code of that, where there is one. */
	public static final String CODE = "code";

	/** The header that says why the event was put aside, a sentence. */
	public static final String REASON = "reason";

	/** The header that says how many bytes the event has. */
	public static final String SIZE = "size";

	/** The header with the SHA-256 of the event's bytes, in hexadecimal digits. */
	public static final String SHA_256 = "sha256";

	private DeadLetterEvent() {
	}

	/**
	 * The dead letter of an event. Who sends it adds where the event came from.
	 */
	public static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> event, @Nullable ProblemCode code,
			String reason) {
		DeadLetter.Content content = DeadLetter.Content.of(event.value());
		ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.CLAIMS_DEAD_LETTER,
				EventSizes.boundedKey(event.key()), beginning(event.value()));
		if (code != null) {
			add(letter.headers(), CODE, code.name());
		}
		add(letter.headers(), REASON, reason);
		add(letter.headers(), SIZE, Integer.toString(content.sizeBytes()));
		add(letter.headers(), SHA_256, content.sha256());
		return letter;
	}

	/**
	 * What the dead letter tells of the bytes.
	 * @return null if it is none
	 */
	public static DeadLetter.@Nullable Content contentOf(ConsumerRecord<byte[], byte[]> letter) {
		String size = text(letter.headers(), SIZE);
		String sha256 = text(letter.headers(), SHA_256);
		if (size == null || sha256 == null) {
			return null;
		}
		try {
			return new DeadLetter.Content(Integer.parseInt(size), sha256,
					DeadLetter.Content.of(letter.value()).excerpt());
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static byte @Nullable [] beginning(byte @Nullable [] value) {
		return (value != null && value.length > EventSizes.COPIED_VALUE_MAX)
				? Arrays.copyOf(value, EventSizes.COPIED_VALUE_MAX) : value;
	}

	private static void add(Headers headers, String name, String text) {
		headers.add(name, text.getBytes(StandardCharsets.UTF_8));
	}

	private static @Nullable String text(Headers headers, String name) {
		Header header = headers.lastHeader(name);
		return (header == null || header.value() == null) ? null : new String(header.value(), StandardCharsets.UTF_8);
	}

}
