package io.medsettle.core.topic;

import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Creates the topics that are missing. Append times are the broker's: they alone decide
 * the clearing day.
 */
@Configuration(proxyBeanMethods = false)
class TopicConfiguration {

	@Bean
	KafkaAdmin.NewTopics topics(SettlementSettings settings) {
		return new KafkaAdmin.NewTopics(
				Topics.ALL.stream().map((name) -> topic(name, settings.topics())).toArray(NewTopic[]::new));
	}

	private static NewTopic topic(String name, SettlementSettings.Topics shape) {
		boolean cutOffs = name.equals(Topics.CLEARING_CUT_OFFS);
		// A day's cut-off is as old as the oldest backup may be. It must not be
		// compacted:
		// of two events of a day the earlier cut-off holds, not the later event.
		String retentionMs = cutOffs ? "-1" : Long.toString(shape.retention().toMillis());
		return TopicBuilder.name(name)
			.partitions((cutOffs || name.equals(Topics.CLEARING_PUBLISHED)) ? 1 : shape.partitions())
			.replicas(shape.replicas())
			.config(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")
			// A 202 outlives a machine only if more than one has the event before it is
			// given.
			.config(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, shape.replicas() - 1)))
			.config(TopicConfig.RETENTION_MS_CONFIG, retentionMs)
			.build();
	}

}
