package io.medsettle.core.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a topic must be like, whoever has made it: what it is made with when it is
 * missing, and what it is held against when it is there.
 *
 * @param name the name of the topic
 * @param partitions how many it has, for ever: with another number hospitals change their
 * partition, and the order between the old and the new one is lost
 * @param replicas copies of each partition, at least
 * @param retentionMs how long events are kept, at least; -1: for ever. A day's cut-off is
 * needed as long as the oldest backup
 */
record TopicRequirement(String name, int partitions, short replicas, long retentionMs) {

	private static final String APPEND_TIME = "LogAppendTime";

	private static final long UNLIMITED = -1;

	/**
	 * The requirements of all topics.
	 */
	static List<TopicRequirement> all(SettlementSettings.Topics shape) {
		return Topics.ALL.stream()
			.map((name) -> new TopicRequirement(name, isForClaims(name) ? shape.partitions() : 1, shape.replicas(),
					name.equals(Topics.CLEARING_CUT_OFFS) ? UNLIMITED : shape.retention().toMillis()))
			.toList();
	}

	private static boolean isForClaims(String name) {
		return !name.equals(Topics.CLEARING_PUBLISHED) && !name.equals(Topics.CLEARING_CUT_OFFS);
	}

	/**
	 * The topic as it is made. What is not named here is the cluster's choice, and is
	 * looked at like that of a topic that was found.
	 */
	NewTopic newTopic() {
		return new NewTopic(this.name, this.partitions, this.replicas).configs(Map.of(
				TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, APPEND_TIME, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
				Integer.toString(inSyncReplicasMin()), TopicConfig.RETENTION_MS_CONFIG, Long.toString(this.retentionMs),
				TopicConfig.MAX_DECOMPRESSED_MESSAGE_BYTES_CONFIG, Integer.toString(EventSizes.EVENT_MAX)));
	}

	/**
	 * What is not as it must be, each in words such as
	 * {@code message.timestamp.type is CreateTime, must be LogAppendTime}.
	 */
	List<String> deviations(TopicDescription found, Config settings) {
		int copies = found.partitions().stream().mapToInt((partition) -> partition.replicas().size()).min().orElse(0);
		return Stream
			.of(partitions(found),
					deviation("replicas", copies, copies >= this.replicas,
							this.replicas + " at least (settlement.topics.replicas)"),
					text(settings, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, APPEND_TIME),
					text(settings, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE),
					text(settings, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false"),
					inSyncReplicas(settings, copies),
					number(settings, TopicConfig.RETENTION_MS_CONFIG,
							(value) -> value == UNLIMITED
									|| (this.retentionMs != UNLIMITED && value >= this.retentionMs),
							retentionRule()),
					number(settings, TopicConfig.RETENTION_BYTES_CONFIG, (value) -> value == UNLIMITED,
							UNLIMITED + ", so that only time deletes events"),
					number(settings, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, (value) -> value >= EventSizes.EVENT_MAX,
							EventSizes.EVENT_MAX + " at least"),
					number(settings, TopicConfig.MAX_DECOMPRESSED_MESSAGE_BYTES_CONFIG,
							(value) -> value <= EventSizes.EVENT_MAX,
							EventSizes.EVENT_MAX
									+ " at most, so that no packed event grows without end (Kafka 4.2.2 or later)"))
			.flatMap(Optional::stream)
			.toList();
	}

	/**
	 * A 202 outlives a machine only if more than one has the event before it is given.
	 */
	private int inSyncReplicasMin() {
		return Math.max(1, this.replicas - 1);
	}

	private Optional<String> partitions(TopicDescription found) {
		int partitionCount = found.partitions().size();
		return deviation("partitions", partitionCount, partitionCount == this.partitions,
				this.partitions + (isForClaims(this.name) ? " (settlement.topics.partitions)" : ""));
	}

	private String retentionRule() {
		return (this.retentionMs == UNLIMITED) ? UNLIMITED + ", so that a restored database finds its cut-offs"
				: this.retentionMs + " at least (settlement.topics.retention)";
	}

	/**
	 * More than there are copies, and the topic takes nothing at all.
	 */
	private Optional<String> inSyncReplicas(Config settings, int copies) {
		int least = inSyncReplicasMin();
		int most = Math.max(least, copies);
		return number(settings, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, (value) -> value >= least && value <= most,
				(least == most) ? Integer.toString(least) : least + " to " + most);
	}

	private static Optional<String> text(Config settings, String setting, String required) {
		String value = value(settings, setting);
		return deviation(setting, value, value.equalsIgnoreCase(required), required);
	}

	private static Optional<String> number(Config settings, String setting, LongPredicate fits, String required) {
		String value = value(settings, setting);
		try {
			return deviation(setting, value, fits.test(Long.parseLong(value)), required);
		}
		catch (NumberFormatException ex) {
			return deviation(setting, value, false, required);
		}
	}

	private static String value(Config settings, String setting) {
		ConfigEntry entry = settings.get(setting);
		return (entry != null && entry.value() != null) ? entry.value() : "not told";
	}

	private static Optional<String> deviation(String setting, Object value, boolean right, String required) {
		return right ? Optional.empty() : Optional.of(setting + " is " + value + ", must be " + required);
	}

}
