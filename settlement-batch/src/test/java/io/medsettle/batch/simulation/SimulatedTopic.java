package io.medsettle.batch.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
	 * @param submission what it is a leg of, if it is one
	 */
	void append(int partition, Headers headers, byte[] value, @Nullable Submission submission) {
		List<Event> log = this.partitions.get(partition);
		log.add(new Event(new ConsumerRecord<>(this.name, partition, log.size(), 0L, TimestampType.LOG_APPEND_TIME, 0,
				value.length, new byte[0], value, headers, Optional.empty()), submission));
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
