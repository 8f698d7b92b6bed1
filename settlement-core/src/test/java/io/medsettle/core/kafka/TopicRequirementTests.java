package io.medsettle.core.kafka;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What of a topic that is found is taken, and what is not.
 */
class TopicRequirementTests {

	private static final long MONTH_MS = 30 * 86_400_000L;

	private static final TopicRequirement REQUIREMENT = new TopicRequirement(Topics.CLAIMS_SUBMITTED, 12, (short) 3,
			MONTH_MS);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					message.timestamp.type         | LogAppendTime       |
					message.timestamp.type         | CreateTime          | must be LogAppendTime
					cleanup.policy                 | compact             | must be delete
					cleanup.policy                 | compact,delete      | must be delete
					unclean.leader.election.enable | true                | must be false
					min.insync.replicas            | 1                   | must be 2 to 3
					min.insync.replicas            | 3                   |
					min.insync.replicas            | 4                   | must be 2 to 3
					retention.ms                   | -1                  |
					retention.ms                   | 9223372036854775807 |
					retention.ms                   | 2592000001          |
					retention.ms                   | 2591999999          | must be 2592000000 at least (settlement.topics.retention)
					retention.ms                   | -2                  | must be 2592000000 at least (settlement.topics.retention)
					retention.bytes                | 1073741824          | must be -1, so that only time deletes events
					max.message.bytes              | 10485760            |
					max.message.bytes              | 1048587             | must be 1048588 at least
					max.decompressed.message.bytes | 2147483647          | must be 1048588 at most, so that no packed event grows without end (Kafka 4.2.2 or later)
					""")
	void aSettingIsNamedWithWhatItIsAndWhatItMustBe(String setting, String value, String rule) {
		assertThat(REQUIREMENT.deviations(topic(12, 3), settings(Map.of(setting, value))))
			.isEqualTo((rule != null) ? List.of(setting + " is " + value + ", " + rule) : List.of());
	}

	@Test
	void partitionsAreExactAndCopiesMayBeMore() {
		assertThat(REQUIREMENT.deviations(topic(12, 5), settings(Map.of()))).isEmpty();
		assertThat(REQUIREMENT.deviations(topic(11, 2), settings(Map.of()))).containsExactly(
				"partitions is 11, must be 12 (settlement.topics.partitions)",
				"replicas is 2, must be 3 at least (settlement.topics.replicas)");
		assertThat(REQUIREMENT.deviations(topic(13, 3), settings(Map.of())))
			.containsExactly("partitions is 13, must be 12 (settlement.topics.partitions)");
	}

	/** A broker that leaves a setting out must not pass for one that has it right. */
	@Test
	void whatIsNotToldIsNotTaken() {
		assertThat(REQUIREMENT.deviations(topic(12, 3), new Config(List.of()))).hasSize(8)
			.allMatch((line) -> line.contains(" is not told, must be "));
	}

	/** A backup may be older than any claim that Kafka still keeps. */
	@Test
	void cutOffsAreKeptForEverInOnePartition() {
		TopicRequirement cutOffs = TopicRequirement
			.all(new SettlementSettings.Topics(12, (short) 3, Duration.ofMillis(MONTH_MS)))
			.stream()
			.filter((requirement) -> requirement.name().equals(Topics.CLEARING_CUT_OFFS))
			.findFirst()
			.orElseThrow();
		assertThat(cutOffs.deviations(topic(1, 3), settings(Map.of("retention.ms", "-1")))).isEmpty();
		assertThat(cutOffs.deviations(topic(12, 3), settings(Map.of()))).containsExactly("partitions is 12, must be 1",
				"retention.ms is 2592000000, must be -1, so that a restored database finds its cut-offs");
	}

	private static TopicDescription topic(int partitions, int copies) {
		Node node = new Node(1, "kafka", 9092);
		return new TopicDescription(Topics.CLAIMS_SUBMITTED, false,
				IntStream.range(0, partitions)
					.mapToObj((partition) -> new TopicPartitionInfo(partition, node, Collections.nCopies(copies, node),
							List.of(node)))
					.toList());
	}

	private static Config settings(Map<String, String> other) {
		Map<String, String> settings = new LinkedHashMap<>(Map.of("message.timestamp.type", "LogAppendTime",
				"cleanup.policy", "delete", "unclean.leader.election.enable", "false", "min.insync.replicas", "2",
				"retention.ms", "2592000000", "retention.bytes", "-1", "max.message.bytes", "1048588",
				"max.decompressed.message.bytes", "1048588"));
		settings.putAll(other);
		return new Config(settings.entrySet()
			.stream()
			.map((entry) -> new ConfigEntry(entry.getKey(), entry.getValue()))
			.toList());
	}

}
