package io.medsettle.core.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.medsettle.core.kafka.TopicEndsReader.Standing;
import io.medsettle.core.kafka.TopicEndsReader.TopicEnds;
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
	 * @param stage the stage
	 * @param admin asks for the committed offsets
	 * @param reader a consumer in no group, used by this probe alone
	 * @param clock what events' ages are counted by
	 */
	LagProbe(Stage stage, Admin admin, Consumer<byte[], byte[]> reader, Clock clock) {
		this.stage = stage;
		this.admin = admin;
		this.reader = reader;
		this.clock = clock;
	}

	/**
	 * Measures what waits before the given ends. What an open transaction holds back
	 * waits as well, though nobody can read it: as long as the transaction holds it back.
	 */
	Measurement measure(TopicEnds ends) {
		assignAll();
		Map<TopicPartition, Long> readable = new HashMap<>();
		Instant now = this.clock.instant();
		Duration heldBack = Duration.ZERO;
		long offsets = 0;
		Map<TopicPartition, Long> next = nextToTake(this.reader.assignment());
		for (Map.Entry<TopicPartition, Long> from : next.entrySet()) {
			TopicPartition partition = from.getKey();
			long left = ends.last().getOrDefault(partition, 0L) - from.getValue();
			if (left <= 0) {
				continue;
			}
			offsets += left;
			Standing standing = ends.standing().get(partition);
			if (from.getValue() < ends.stable().getOrDefault(partition, 0L)) {
				readable.put(partition, from.getValue());
			}
			else if (standing != null) {
				Duration age = Duration.between(standing.since(), now);
				heldBack = (age.compareTo(heldBack) > 0) ? age : heldBack;
			}
		}
		Duration oldest = ageOfOldest(readable);
		// Where no event is found only markers of transactions are left.
		Map<TopicPartition, Long> waitingAt = oldest.isZero() ? Map.of() : next;
		return new Measurement(new Lag(heldBack, offsets).worse(new Lag(oldest, 0)), waitingAt);
	}

	Stage stage() {
		return this.stage;
	}

	/**
	 * Closes the reader. The client for questions is the caller's.
	 */
	void close() {
		this.reader.close();
	}

	private void assignAll() {
		List<TopicPartition> partitions = this.reader.partitionsFor(this.stage.topic())
			.stream()
			.map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
			.toList();
		this.reader.assign(partitions);
		this.reader.pause(partitions);
	}

	private Map<TopicPartition, Long> nextToTake(Set<TopicPartition> partitions) {
		Map<TopicPartition, OffsetAndMetadata> committed = KafkaClients
			.answer(this.admin.listConsumerGroupOffsets(this.stage.group()).partitionsToOffsetAndMetadata());
		Map<TopicPartition, Long> next = new HashMap<>(this.reader.beginningOffsets(partitions));
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

	/**
	 * What was found.
	 *
	 * @param lag how far the stage is behind
	 * @param waitingAt where it stands in each partition; empty if nothing waits that it
	 * could take
	 */
	record Measurement(Lag lag, Map<TopicPartition, Long> waitingAt) {
	}

}
