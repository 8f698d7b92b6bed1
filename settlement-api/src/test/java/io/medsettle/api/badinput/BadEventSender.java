package io.medsettle.api.badinput;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

import io.medsettle.core.kafka.EventAuthenticator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends bad events, by one Kafka producer for each way of packing.
 */
final class BadEventSender implements AutoCloseable {

	private static final long LARGEST = 64 * 1024 * 1024;

	private final Map<String, KafkaProducer<byte[], byte[]>> byPacking = new HashMap<>();

	private final String servers;

	private final @Nullable EventAuthenticator authenticator;

	/**
	 * @param authenticator the engine's, for events that have its signature
	 */
	BadEventSender(String servers, @Nullable EventAuthenticator authenticator) {
		this.servers = servers;
		this.authenticator = authenticator;
	}

	/**
	 * Appends an event and waits for the broker's answer.
	 * @param partition of a topic that has several
	 * @return whether the broker has taken it
	 */
	boolean append(BadEvent event, int partition) {
		RecordHeaders headers = new RecordHeaders(event.headers());
		if (event.signed()) {
			Objects.requireNonNull(this.authenticator).sign(headers, event.key(), event.value());
		}
		int place = event.topic().startsWith("clearing.") ? 0 : partition;
		try {
			this.byPacking.computeIfAbsent(event.packing(), this::producer)
				.send(new ProducerRecord<>(event.topic(), place, event.key(), event.value(), headers))
				.get();
			return true;
		}
		catch (ExecutionException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private KafkaProducer<byte[], byte[]> producer(String packing) {
		return new KafkaProducer<>(Map.of("bootstrap.servers", this.servers, "compression.type", packing,
				"max.request.size", (int) LARGEST, "buffer.memory", LARGEST, "delivery.timeout.ms", 20_000,
				"request.timeout.ms", 10_000), new ByteArraySerializer(), new ByteArraySerializer());
	}

	@Override
	public void close() {
		this.byPacking.values().forEach(KafkaProducer::close);
	}

}
