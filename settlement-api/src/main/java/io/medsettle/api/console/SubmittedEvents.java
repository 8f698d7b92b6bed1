package io.medsettle.api.console;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.medsettle.core.kafka.Topics;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

import org.springframework.stereotype.Component;

/**
 * How many events were submitted since an instant, by the broker's offsets: two questions
 * to the broker, however many events there are.
 */
@Component
@ConditionalOnRole(Role.API)
class SubmittedEvents {

	private static final long TIMEOUT_SECONDS = 5;

	private final Admin admin;

	SubmittedEvents(Admin admin) {
		this.admin = admin;
	}

	/**
	 * Events appended at or after the instant, or empty if the broker does not answer.
	 */
	OptionalLong since(Instant instant) {
		try {
			Map<TopicPartition, OffsetSpec> beginnings = new HashMap<>();
			Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
			for (TopicPartition partition : partitions()) {
				beginnings.put(partition, OffsetSpec.forTimestamp(Math.max(0, instant.toEpochMilli())));
				ends.put(partition, OffsetSpec.latest());
			}
			Map<TopicPartition, ListOffsetsResultInfo> first = ask(beginnings);
			long events = 0;
			for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ask(ends).entrySet()) {
				ListOffsetsResultInfo beginning = first.get(end.getKey());
				// A partition without an event since then answers -1.
				if (beginning != null && beginning.offset() >= 0) {
					events += end.getValue().offset() - beginning.offset();
				}
			}
			return OptionalLong.of(events);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return OptionalLong.empty();
		}
		catch (ExecutionException | TimeoutException ex) {
			return OptionalLong.empty();
		}
	}

	private Collection<TopicPartition> partitions() throws InterruptedException, ExecutionException, TimeoutException {
		return this.admin.describeTopics(List.of(Topics.CLAIMS_SUBMITTED))
			.allTopicNames()
			.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
			.values()
			.stream()
			.flatMap((topic) -> topic.partitions().stream())
			.map((partition) -> new TopicPartition(Topics.CLAIMS_SUBMITTED, partition.partition()))
			.toList();
	}

	private Map<TopicPartition, ListOffsetsResultInfo> ask(Map<TopicPartition, OffsetSpec> questions)
			throws InterruptedException, ExecutionException, TimeoutException {
		return this.admin.listOffsets(questions).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
	}

}
