package io.medsettle.core.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Reads a small topic of the engine's own to its end, for those who keep something there
 * that a restored database may lack, or a single event of any topic.
 */
@Component
public class TopicReader {

	private static final Duration POLL_TIME = Duration.ofMillis(100);

	/** How long reading may make no progress, and an answer may take. */
	private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(10);

	/** Closing a reader waits for its last question to be answered. */
	private static final int LINGER_MS = 20;

	private static final Logger log = LoggerFactory.getLogger(TopicReader.class);

	private final KafkaClients clients;

	private final EventAuthenticator authenticator;

	TopicReader(KafkaClients clients, EventAuthenticator authenticator) {
		this.clients = clients;
		this.authenticator = authenticator;
	}

	/**
	 * All events of the engine that were appended at the instant or later, each
	 * partition's in order. What others have appended says nothing, however much it is.
	 * @throws KafkaException if the topic cannot be read to where it ends now
	 */
	public List<ConsumerRecord<byte[], byte[]>> readSince(String topic, Instant instant) {
		List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
		try (KafkaConsumer<byte[], byte[]> reader = new BoundedConsumer(configuration())) {
			List<TopicPartition> places = reader.partitionsFor(topic)
				.stream()
				.map((partition) -> new TopicPartition(topic, partition.partition()))
				.toList();
			reader.assign(places);
			Map<TopicPartition, Long> ends = reader.endOffsets(places);
			seek(reader, places, instant, ends);
			long progressNanos = System.nanoTime();
			long others = 0;
			while (isBefore(reader, ends)) {
				for (ConsumerRecord<byte[], byte[]> event : reader.poll(POLL_TIME)) {
					if (this.authenticator.isGenuine(event)) {
						events.add(event);
					}
					else {
						others++;
					}
					progressNanos = System.nanoTime();
				}
				if (System.nanoTime() - progressNanos > ANSWER_TIME_MAX.toNanos()) {
					throw new KafkaException(topic + " could not be read to its end.");
				}
			}
			if (others > 0) {
				log.warn("{} has {} events that the engine did not write; they are passed over", topic, others);
			}
		}
		return events;
	}

	/**
	 * The event at a place, if Kafka still has it.
	 * @throws KafkaException if the topic cannot be read
	 */
	public Optional<ConsumerRecord<byte[], byte[]>> readAt(TopicPartition place, long offset) {
		try (KafkaConsumer<byte[], byte[]> reader = new BoundedConsumer(configuration())) {
			reader.assign(List.of(place));
			long beginning = Objects.requireNonNull(reader.beginningOffsets(List.of(place)).get(place));
			long end = Objects.requireNonNull(reader.endOffsets(List.of(place)).get(place));
			if (offset < beginning || offset >= end) {
				return Optional.empty();
			}
			reader.seek(place, offset);
			long startNanos = System.nanoTime();
			while (System.nanoTime() - startNanos < ANSWER_TIME_MAX.toNanos()) {
				for (ConsumerRecord<byte[], byte[]> event : reader.poll(POLL_TIME)) {
					return (event.offset() == offset) ? Optional.of(event) : Optional.empty();
				}
			}
			throw new KafkaException(place + " could not be read at " + offset + ".");
		}
	}

	private static void seek(KafkaConsumer<byte[], byte[]> reader, List<TopicPartition> places, Instant instant,
			Map<TopicPartition, Long> ends) {
		long timeMs = Math.max(0, instant.toEpochMilli());
		Map<TopicPartition, OffsetAndTimestamp> starts = reader
			.offsetsForTimes(places.stream().collect(Collectors.toMap(Function.identity(), (place) -> timeMs)));
		for (TopicPartition place : places) {
			OffsetAndTimestamp start = starts.get(place);
			reader.seek(place, (start != null) ? start.offset() : Objects.requireNonNull(ends.get(place)));
		}
	}

	private static boolean isBefore(KafkaConsumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
		return ends.entrySet().stream().anyMatch((end) -> reader.position(end.getKey()) < end.getValue());
	}

	private Map<String, Object> configuration() {
		Map<String, Object> configuration = this.clients.readerConfiguration();
		configuration.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LINGER_MS);
		configuration.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_TIME_MAX.toMillis());
		configuration.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_TIME_MAX.toMillis());
		configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
		return configuration;
	}

}
