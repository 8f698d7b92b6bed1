package io.medsettle.core.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes the topics that are missing, holds all of them against what the engine needs, and
 * lets nothing start before. A topic that is there is never changed: whoever made it with
 * other settings had a reason or made a mistake, and only people can tell which.
 */
@Component
class TopicStart implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(TopicStart.class);

	private final KafkaClients clients;

	private final SettlementSettings settings;

	TopicStart(KafkaClients clients, SettlementSettings settings) {
		this.clients = clients;
		this.settings = settings;
	}

	/**
	 * Returns when all topics are as they must be and take records.
	 * @throws WrongTopicsException if one, or a broker, is not as it must be
	 * @throws KafkaException if the broker does not answer, or not as it should
	 */
	@Override
	public void start() {
		try (Admin admin = this.clients.admin()) {
			new TransactionLimit(this.settings.broker().transactionMaxTimeout()).check(admin);
			List<TopicRequirement> requirements = TopicRequirement.all(this.settings.topics());
			makeMissing(admin, requirements);
			TopicLeaders.await(admin, Topics.ALL);
			check(admin, requirements);
		}
	}

	/**
	 * Another process may make them at the same moment: then they are found.
	 */
	private static void makeMissing(Admin admin, List<TopicRequirement> requirements) {
		List<TopicRequirement> missing = new ArrayList<>();
		Map<String, KafkaFuture<TopicDescription>> found = admin.describeTopics(Topics.ALL).topicNameValues();
		for (TopicRequirement requirement : requirements) {
			try {
				KafkaClients.answer(Objects.requireNonNull(found.get(requirement.name())));
			}
			catch (UnknownTopicOrPartitionException ex) {
				missing.add(requirement);
			}
		}
		if (missing.isEmpty()) {
			return;
		}
		Map<String, KafkaFuture<Void>> made = admin
			.createTopics(missing.stream().map(TopicRequirement::newTopic).toList())
			.values();
		made.forEach((name, future) -> {
			try {
				KafkaClients.answer(future);
			}
			catch (TopicExistsException ex) {
				log.debug("Another process has made {}", name, ex);
			}
		});
	}

	private static void check(Admin admin, List<TopicRequirement> requirements) {
		Map<String, TopicDescription> found = KafkaClients.answer(admin.describeTopics(Topics.ALL).allTopicNames());
		Map<String, Config> settings = settings(admin);
		String wrong = requirements.stream().map((requirement) -> {
			List<String> deviations = requirement.deviations(Objects.requireNonNull(found.get(requirement.name())),
					Objects.requireNonNull(settings.get(requirement.name())));
			return deviations.isEmpty() ? "" : "topic " + requirement.name() + ": " + String.join(", and ", deviations);
		}).filter((line) -> !line.isEmpty()).collect(Collectors.joining("; "));
		if (!wrong.isEmpty()) {
			throw new WrongTopicsException(
					"Kafka has what the engine cannot work with, and nothing was changed: " + wrong);
		}
	}

	private static Map<String, Config> settings(Admin admin) {
		List<ConfigResource> resources = Topics.ALL.stream()
			.map((name) -> new ConfigResource(ConfigResource.Type.TOPIC, name))
			.toList();
		Map<String, Config> settings = new HashMap<>();
		admin.describeConfigs(resources).values().forEach((resource, future) -> {
			try {
				settings.put(resource.name(), KafkaClients.answer(future));
			}
			catch (AuthorizationException ex) {
				throw new WrongTopicsException("The settings of topic " + resource.name()
						+ " may not be read: the engine's user needs the operation DescribeConfigs on it");
			}
		});
		return settings;
	}

	@Override
	public void stop() {
	}

	/** Nothing is left to be stopped once it has started. */
	@Override
	public boolean isRunning() {
		return false;
	}

	/** Before the first listener and before the HTTP interface. */
	@Override
	public int getPhase() {
		return 0;
	}

}
