package io.medsettle.batch.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.kafka.BoundedConsumer;
import io.medsettle.core.kafka.KafkaClients;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Asks Kafka.
 */
@Component
class KafkaWatermark implements Watermark, DisposableBean {

	private static final long BEFORE_ALL_EVENTS = -1;

	/**
	 * Behind the last event of a topic written in transactions stand their markers, which
	 * no reader ever takes. A backlog of up to this many offsets is looked at before it
	 * is believed.
	 */
	private static final long MARKERS_MAX = 1000;

	/** How long reading on may take until it is known whether an event is left. */
	private static final Duration READ_TIME_MAX = Duration.ofSeconds(5);

	private static final Duration POLL_TIME = Duration.ofMillis(200);

	/** How long counting a day's events may make no progress. */
	private static final Duration COUNT_STALL_MAX = Duration.ofSeconds(30);

	private static final int LINGER_MS = 20;

	private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(10);

	private final KafkaClients clients;

	private @Nullable Admin admin;

	KafkaWatermark(KafkaClients clients) {
		this.clients = clients;
	}

	@Override
	public SortedMap<Integer, Long> beginnings(String topic) {
		return offsets(topic, OffsetSpec.earliest());
	}

	@Override
	public SortedMap<Integer, Long> offsetsAt(String topic, Instant instant) {
		// The ends first: an event appended between the two questions then has no part in
		// the first answer, and the second finds it.
		SortedMap<Integer, Long> offsets = ends(topic);
		offsets(topic, OffsetSpec.forTimestamp(instant.toEpochMilli())).forEach((partition, offset) -> {
			if (offset != BEFORE_ALL_EVENTS) {
				offsets.put(partition, offset);
			}
		});
		return offsets;
	}

	@Override
	public SortedMap<Integer, Long> ends(String topic) {
		return offsets(topic, OffsetSpec.latest());
	}

	@Override
	public SortedMap<Integer, Long> committed(String group, String topic) {
		SortedMap<Integer, Long> committed = new TreeMap<>();
		KafkaClients.answer(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
			.forEach((place, offset) -> {
				if (offset != null && place.topic().equals(topic)) {
					committed.put(place.partition(), offset.offset());
				}
			});
		return committed;
	}

	@Override
	public long eventsLeft(String topic, SortedMap<Integer, Long> positions, SortedMap<Integer, Long> ends) {
		SortedMap<Integer, Long> behind = new TreeMap<>();
		long left = 0;
		for (Map.Entry<Integer, Long> beginning : beginnings(topic).entrySet()) {
			int partition = beginning.getKey();
			long end = ends.getOrDefault(partition, 0L);
			long position = Math.max(positions.getOrDefault(partition, 0L), beginning.getValue());
			if (position < end) {
				behind.put(partition, position);
				left += end - position;
			}
		}
		return (left > 0 && left <= MARKERS_MAX) ? readOn(topic, behind, ends) : left;
	}

	@Override
	public long count(String topic, int partition, long from, long to) {
		TopicPartition place = new TopicPartition(topic, partition);
		try (BoundedConsumer reader = reader()) {
			reader.assign(List.of(place));
			reader.seek(place, from);
			long counted = 0;
			long position = from;
			long stalledSince = System.nanoTime();
			while (position < to) {
				for (ConsumerRecord<byte[], byte[]> event : reader.poll(POLL_TIME).records(place)) {
					counted += (event.offset() < to) ? 1 : 0;
				}
				long reached = reader.position(place);
				if (reached > position) {
					position = reached;
					stalledSince = System.nanoTime();
				}
				else if (System.nanoTime() - stalledSince > COUNT_STALL_MAX.toNanos()) {
					throw new KafkaException(
							"Partition " + partition + " of " + topic + " could not be read beyond " + position + ".");
				}
			}
			return counted;
		}
	}

	@Override
	public synchronized void destroy() {
		if (this.admin != null) {
			this.admin.close(Duration.ofSeconds(1));
		}
	}

	/**
	 * Reads on from where the reader stands.
	 */
	private long readOn(String topic, SortedMap<Integer, Long> positions, SortedMap<Integer, Long> ends) {
		SortedMap<Integer, Long> left = new TreeMap<>(positions);
		long events = 0;
		try (BoundedConsumer reader = reader()) {
			reader.assign(left.keySet().stream().map((partition) -> new TopicPartition(topic, partition)).toList());
			left.forEach((partition, offset) -> reader.seek(new TopicPartition(topic, partition), offset));
			long deadline = System.nanoTime() + READ_TIME_MAX.toNanos();
			while (!left.isEmpty() && System.nanoTime() < deadline) {
				ConsumerRecords<byte[], byte[]> taken = reader.poll(POLL_TIME);
				for (ConsumerRecord<byte[], byte[]> event : taken) {
					events += (event.offset() < ends.getOrDefault(event.partition(), 0L)) ? 1 : 0;
				}
				left.keySet()
					.removeIf((partition) -> reader.position(new TopicPartition(topic, partition)) >= ends
						.getOrDefault(partition, 0L));
			}
		}
		// Where reading does not come through, an open transaction is in the way.
		return events + left.size();
	}

	private SortedMap<Integer, Long> offsets(String topic, OffsetSpec spec) {
		Map<TopicPartition, OffsetSpec> question = new HashMap<>();
		for (TopicDescription description : KafkaClients.answer(admin().describeTopics(List.of(topic)).allTopicNames())
			.values()) {
			description.partitions()
				.forEach((partition) -> question.put(new TopicPartition(topic, partition.partition()), spec));
		}
		SortedMap<Integer, Long> offsets = new TreeMap<>();
		Map<TopicPartition, ListOffsetsResultInfo> answers = KafkaClients.answer(admin().listOffsets(question).all());
		answers.forEach((place, info) -> offsets.put(place.partition(), info.offset()));
		return offsets;
	}

	/**
	 * A reader that does not linger where nothing more comes: closing it waits for its
	 * last question to be answered.
	 */
	private BoundedConsumer reader() {
		Map<String, Object> configuration = this.clients.readerConfiguration();
		configuration.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LINGER_MS);
		return new BoundedConsumer(configuration);
	}

	private synchronized Admin admin() {
		if (this.admin == null) {
			this.admin = this.clients.admin(ANSWER_TIME_MAX);
		}
		return this.admin;
	}

}
