package io.medsettle.core.listener;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.ConsumerSeekAware.ConsumerSeekCallback;
import org.springframework.stereotype.Component;

/**
 * How far listeners have read their topics into the database, kept in the database
 * together with what they made of it. The offsets committed to Kafka only serve to watch
 * the lag: after a crash that cost the database its last moments, or a restore from a
 * backup, reading goes on exactly where the database stands.
 */
@Component
public class ReaderProgress {

	private static final String SELECT = """
			select topic_partition, next_offset
			from reader_progress
			where topic = ?""";

	private static final String UPDATE = """
			update reader_progress set next_offset = greatest(next_offset, cast(? as bigint))
			where topic = ? and topic_partition = ?""";

	private static final String INSERT = """
			insert into reader_progress (next_offset, topic, topic_partition)
			values (?, ?, ?)""";

	private final JdbcTemplate jdbc;

	ReaderProgress(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The next offset to read of each partition of a topic; a partition of which nothing
	 * was read is not there.
	 */
	public Map<Integer, Long> nextOffsets(String topic) {
		Map<Integer, Long> offsets = new HashMap<>();
		this.jdbc.query(SELECT, (row) -> {
			offsets.put(row.getInt(1), row.getLong(2));
		}, topic);
		return offsets;
	}

	/**
	 * Notes that the given events are read. Belongs into the transaction that writes what
	 * was made of them. Events that are read again take nothing back: whoever reads them
	 * late, because it has lost its partitions without knowing it, must not make the
	 * night wait for what others have read since.
	 */
	void advance(Iterable<? extends ConsumerRecord<?, ?>> events) {
		Map<TopicPartition, Long> next = new HashMap<>();
		for (ConsumerRecord<?, ?> event : events) {
			next.merge(new TopicPartition(event.topic(), event.partition()), event.offset() + 1, Math::max);
		}
		next.forEach((place, offset) -> {
			if (this.jdbc.update(UPDATE, offset, place.topic(), place.partition()) == 0) {
				this.jdbc.update(INSERT, offset, place.topic(), place.partition());
			}
		});
	}

	/**
	 * Lets a consumer that was just given partitions read on from where the database
	 * stands.
	 */
	void resume(Iterable<TopicPartition> partitions, ConsumerSeekCallback consumer) {
		Map<String, Map<Integer, Long>> byTopic = new HashMap<>();
		for (TopicPartition place : partitions) {
			Long next = byTopic.computeIfAbsent(place.topic(), this::nextOffsets).get(place.partition());
			if (next != null) {
				consumer.seek(place.topic(), place.partition(), next);
			}
			else {
				consumer.seekToBeginning(place.topic(), place.partition());
			}
		}
	}

}
