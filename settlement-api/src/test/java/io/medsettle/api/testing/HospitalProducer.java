package io.medsettle.api.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A plain Kafka producer as a hospital's system has it, with the client's own defaults.
 */
public final class HospitalProducer implements AutoCloseable {

	private static final String TOPIC = "claims.submitted";

	private final KafkaProducer<String, String> producer;

	public HospitalProducer(String bootstrapServers) {
		this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
				new StringSerializer());
	}

	/**
	 * Sends events in order and returns when all are durable.
	 * @param keyOf the hospital code of an event
	 */
	public void send(Collection<String> events, UnaryOperator<String> keyOf) {
		send(TOPIC, events, keyOf);
	}

	/**
	 * Sends events to another topic.
	 */
	public void send(String topic, Collection<String> events, UnaryOperator<String> keyOf) {
		List<Future<?>> sent = new ArrayList<>();
		events.forEach((event) -> sent.add(this.producer.send(new ProducerRecord<>(topic, keyOf.apply(event), event))));
		try {
			for (Future<?> future : sent) {
				future.get();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	/** The hospital code as it stands in the event's text, or a key of no hospital. */
	public static String hospitalIn(String event) {
		int start = event.indexOf("\"hospitalCode\":\"");
		if (start < 0) {
			return "none";
		}
		int from = start + "\"hospitalCode\":\"".length();
		int end = event.indexOf('"', from);
		return (end < 0) ? "none" : event.substring(from, end);
	}

	@Override
	public void close() {
		this.producer.close();
	}

}
