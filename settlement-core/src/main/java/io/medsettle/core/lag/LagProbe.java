package io.medsettle.core.lag;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures one stage: compares the committed offsets of its group with the ends of its
 * topic, and reads the first event that is not taken to learn its age.
 */
class LagProbe {

	private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * How long to look for the first waiting events; what is not found by then is only
	 * markers.
	 */
	private static final Duration READ_TIMEOUT = Duration.ofSeconds(1);

	private final Stage stage;

	private final Admin admin;

	private final Consumer<byte[], byte[]> reader;

	private final Clock clock;

	/**
	 * Creates a probe.
	 * @param reader a consumer in no group, used by this probe alone
	 */
	LagProbe(Stage stage, Admin admin, Consumer<byte[], byte[]> reader, Clock clock) {
		this.stage = stage;
		this.admin = admin;
		this.reader = reader;
		this.clock = clock;
	}

	Lag measure() throws ExecutionException, TimeoutException, InterruptedException {
		assignAll();
		Set<TopicPartition> partitions = this.reader.assignment();
		Map<TopicPartition, Long> ends = this.reader.endOffsets(partitions, ANSWER_TIMEOUT);
		Map<TopicPartition, Long> waiting = new HashMap<>();
		long offsets = 0;
		for (Map.Entry<TopicPartition, Long> from : nextToTake(partitions).entrySet()) {
			long open = ends.getOrDefault(from.getKey(), 0L) - from.getValue();
			if (open > 0) {
				waiting.put(from.getKey(), from.getValue());
				offsets += open;
			}
		}
		return (offsets == 0) ? Lag.NONE : new Lag(ageOfOldest(waiting), offsets);
	}

	private void assignAll() {
		List<TopicPartition> partitions = this.reader.partitionsFor(this.stage.topic(), ANSWER_TIMEOUT)
			.stream()
			.map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
			.toList();
		this.reader.assign(partitions);
		this.reader.pause(partitions);
	}

	private Map<TopicPartition, Long> nextToTake(Set<TopicPartition> partitions)
			throws ExecutionException, TimeoutException, InterruptedException {
		Map<TopicPartition, OffsetAndMetadata> committed = this.admin.listConsumerGroupOffsets(this.stage.group())
			.partitionsToOffsetAndMetadata()
			.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		Map<TopicPartition, Long> next = new HashMap<>(this.reader.beginningOffsets(partitions, ANSWER_TIMEOUT));
		next.replaceAll((partition, beginning) -> {
			OffsetAndMetadata taken = committed.get(partition);
			return (taken != null) ? Math.max(beginning, taken.offset()) : beginning;
		});
		return next;
	}

	private Duration ageOfOldest(Map<TopicPartition, Long> waiting) {
		Instant now = this.clock.instant();
		Instant oldest = now;
		Set<TopicPartition> unseen = new HashSet<>(waiting.keySet());
		waiting.forEach(this.reader::seek);
		while (!unseen.isEmpty() && this.clock.instant().isBefore(now.plus(READ_TIMEOUT))) {
			this.reader.resume(unseen);
			for (ConsumerRecord<byte[], byte[]> event : this.reader.poll(READ_TIMEOUT.dividedBy(10))) {
				Instant appended = Instant.ofEpochMilli(event.timestamp());
				if (unseen.remove(new TopicPartition(event.topic(), event.partition())) && appended.isBefore(oldest)) {
					oldest = appended;
				}
			}
			this.reader.pause(waiting.keySet());
		}
		return Duration.between(oldest, now);
	}

}
