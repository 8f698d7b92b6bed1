package io.medsettle.core.listener;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where an event stands in Kafka, written such as {@code claims.submitted-3-1204}.
 *
 * @param topic the topic
 * @param partition the partition
 * @param offset the offset in that partition
 */
public record EventPlace(String topic, int partition, long offset) {

	private static final Pattern TEXT = Pattern.compile("([a-z.-]{1,64})-(\\d{1,9})-(\\d{1,18})");

	static EventPlace of(ConsumerRecord<?, ?> event) {
		return new EventPlace(event.topic(), event.partition(), event.offset());
	}

	/**
	 * Reads what {@link #toString()} wrote; null if it is nothing of that kind.
	 */
	public static @Nullable EventPlace parse(String text) {
		Matcher matcher = TEXT.matcher(text);
		if (!matcher.matches()) {
			return null;
		}
		return new EventPlace(matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
	}

	@Override
	public String toString() {
		return this.topic + "-" + this.partition + "-" + this.offset;
	}

}
