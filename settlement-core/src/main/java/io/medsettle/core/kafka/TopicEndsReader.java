package io.medsettle.core.kafka;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks for both ends of partitions: the last event, and the last stable offset, behind
 * which no reader of committed events gets while a transaction is open. Remembers since
 * when a stable offset has been standing still with events behind it.
 */
class TopicEndsReader {

	private final Admin admin;

	private final Clock clock;

	private Map<TopicPartition, Standing> standing = Map.of();

	TopicEndsReader(Admin admin, Clock clock) {
		this.admin = admin;
		this.clock = clock;
	}

	/**
	 * Both ends of all partitions of the topics.
	 */
	TopicEnds read(Collection<String> topics) {
		Map<TopicPartition, OffsetSpec> question = latest(this.admin, topics);
		// The stable ones first: what is appended in between only makes a gap that the
		// next look closes.
		Map<TopicPartition, Long> stable = ends(question, IsolationLevel.READ_COMMITTED);
		Map<TopicPartition, Long> last = ends(question, IsolationLevel.READ_UNCOMMITTED);
		Instant now = this.clock.instant();
		Map<TopicPartition, Standing> found = new HashMap<>();
		last.forEach((partition, end) -> {
			long offset = stable.getOrDefault(partition, end);
			if (offset < end) {
				Standing before = this.standing.get(partition);
				found.put(partition,
						(before != null && before.offset() == offset) ? before : new Standing(offset, now));
			}
		});
		this.standing = found;
		return new TopicEnds(stable, last, Map.copyOf(found));
	}

	/**
	 * The question for the last offset of each partition of the topics.
	 */
	static Map<TopicPartition, OffsetSpec> latest(Admin admin, Collection<String> topics) {
		return KafkaClients.answer(admin.describeTopics(topics).allTopicNames())
			.values()
			.stream()
			.flatMap((topic) -> topic.partitions()
				.stream()
				.map((partition) -> new TopicPartition(topic.name(), partition.partition())))
			.collect(Collectors.toMap(Function.identity(), (partition) -> OffsetSpec.latest()));
	}

	private Map<TopicPartition, Long> ends(Map<TopicPartition, OffsetSpec> question, IsolationLevel isolation) {
		return KafkaClients.answer(this.admin.listOffsets(question, new ListOffsetsOptions(isolation)).all())
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (answer) -> answer.getValue().offset()));
	}

	/**
	 * A stable offset with events behind it.
	 *
	 * @param offset where the open transaction begins
	 * @param since when it was first seen there
	 */
	record Standing(long offset, Instant since) {
	}

	/**
	 * @param stable the last stable offset by partition
	 * @param last the offset behind the last event by partition, whether its transaction
	 * is committed or not
	 * @param standing partitions that an open transaction holds back
	 */
	record TopicEnds(Map<TopicPartition, Long> stable, Map<TopicPartition, Long> last,
			Map<TopicPartition, Standing> standing) {
	}

}
