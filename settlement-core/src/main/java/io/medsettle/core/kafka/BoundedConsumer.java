package io.medsettle.core.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A consumer whose polls are bounded by bytes as well as by their number. A batch that
 * has little to carry may hold a thousand times as much once it is unpacked: without this
 * bound one poll could take all the memory there is.
 * <p>
 * The client unpacks event by event. One that its deserializer refuses ends the poll with
 * those before it, and is the first of the next poll; the first event of a poll is never
 * refused.
 */
public class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {

	/** What one poll returns before it ends, in bytes; the last event may go beyond. */
	static final int POLL_BYTES_MAX = 8 * 1024 * 1024;

	private final Budget budget;

	/**
	 * @param configuration as of any consumer
	 */
	public BoundedConsumer(Map<String, Object> configuration) {
		this(configuration, new Budget());
	}

	private BoundedConsumer(Map<String, Object> configuration, Budget budget) {
		super(configuration, new Bounded(budget), new Bounded(budget));
		this.budget = budget;
	}

	@Override
	public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
		this.budget.left = POLL_BYTES_MAX;
		return super.poll(timeout);
	}

	/** What is left of the poll that is running. */
	private static final class Budget {

		private long left = POLL_BYTES_MAX;

	}

	/**
	 * Refuses when nothing is left.
	 */
	private static final class Bounded extends ByteArrayDeserializer {

		private final Budget budget;

		Bounded(Budget budget) {
			this.budget = budget;
		}

		@Override
		public byte @Nullable [] deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
			if (this.budget.left <= 0) {
				throw new SerializationException("The poll has as many bytes as it may have.");
			}
			if (data == null) {
				return null;
			}
			this.budget.left -= data.remaining() + lengthOf(headers);
			byte[] bytes = new byte[data.remaining()];
			data.get(bytes);
			return bytes;
		}

		private static long lengthOf(Headers headers) {
			long length = 0;
			for (Header header : headers) {
				byte[] value = header.value();
				length += header.key().length() + ((value != null) ? value.length : 0);
			}
			return length;
		}

	}

}
