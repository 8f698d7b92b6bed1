package io.medsettle.batch.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A topic in memory, with offsets as Kafka gives them.
 */
final class SimulatedTopic {

	/** As few as there can be and still be several. */
	static final int PARTITIONS = 3;

	private final String name;

	private final List<List<Event>> partitions = new ArrayList<>();

	SimulatedTopic(String name) {
		this.name = name;
		for (int partition = 0; partition < PARTITIONS; partition++) {
			this.partitions.add(new ArrayList<>());
		}
	}

	/**
	 * Appends an event.
	 * @param submission what is submitted or what it is a leg of, if it is a claim
	 */
	void append(int partition, long appendedAtMs, byte @Nullable [] key, Headers headers, byte[] value,
			@Nullable Submission submission) {
		List<Event> log = this.partitions.get(partition);
		log.add(new Event(new ConsumerRecord<>(this.name, partition, log.size(), appendedAtMs,
				TimestampType.LOG_APPEND_TIME, 0, value.length, key, value, headers, Optional.empty()), submission));
	}

	List<TopicPartition> places() {
		List<TopicPartition> places = new ArrayList<>();
		for (int partition = 0; partition < PARTITIONS; partition++) {
			places.add(new TopicPartition(this.name, partition));
		}
		return places;
	}

	long end(int partition) {
		return this.partitions.get(partition).size();
	}

	SortedMap<Integer, Long> ends() {
		SortedMap<Integer, Long> ends = new TreeMap<>();
		for (int partition = 0; partition < PARTITIONS; partition++) {
			ends.put(partition, end(partition));
		}
		return ends;
	}

	/**
	 * The offsets of the first events that were appended then or later, or else the ends.
	 */
	SortedMap<Integer, Long> offsetsAt(long timeMs) {
		SortedMap<Integer, Long> offsets = ends();
		offsets.replaceAll((partition, end) -> this.partitions.get(partition)
			.stream()
			.map(Event::message)
			.filter((message) -> message.timestamp() >= timeMs)
			.findFirst()
			.map(ConsumerRecord::offset)
			.orElse(end));
		return offsets;
	}

	/** The events from one offset to before another. */
	List<Event> events(int partition, long from, long to) {
		return List.copyOf(this.partitions.get(partition).subList((int) from, (int) Math.min(to, end(partition))));
	}

	String name() {
		return this.name;
	}

	/**
	 * An event of the topic.
	 */
	record Event(ConsumerRecord<byte[], byte[]> message, @Nullable Submission submission) {
	}

}
