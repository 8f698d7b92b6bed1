package io.medsettle.core.kafka;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long brokers let a sender leave a transaction open. Nobody gets at what stands
 * behind its first event in the same partition until it is over: one hospital would hold
 * back all others of its partition, and the night of all.
 *
 * @param max the longest that is taken
 */
record TransactionLimit(Duration max) {

	private static final Logger log = LoggerFactory.getLogger(TransactionLimit.class);

	private static final String SETTING = "transaction.max.timeout.ms";

	/**
	 * Makes sure that no broker allows more. What the engine's user may not read is told
	 * as a warning: often it is not the engine's operator who runs the cluster.
	 * @throws WrongTopicsException if one does
	 */
	void check(Admin admin) {
		List<ConfigResource> brokers = KafkaClients.answer(admin.describeCluster().nodes())
			.stream()
			.map((broker) -> new ConfigResource(ConfigResource.Type.BROKER, broker.idString()))
			.toList();
		admin.describeConfigs(brokers).values().forEach((broker, settings) -> check(broker.name(), settings));
	}

	private void check(String broker, KafkaFuture<Config> settings) {
		try {
			ConfigEntry entry = KafkaClients.answer(settings).get(SETTING);
			check(broker, (entry != null) ? entry.value() : null);
		}
		catch (AuthorizationException ex) {
			log.warn("{} of broker {} may not be read: see to it that it is {} at most, or one sender's open"
					+ " transaction holds back the others for longer", SETTING, broker, this.max.toMillis());
		}
	}

	private void check(String broker, @Nullable String value) {
		if (value == null || !value.matches("\\d{1,18}")) {
			log.warn("Broker {} does not tell its {}: see to it that it is {} at most", broker, SETTING,
					this.max.toMillis());
		}
		else if (Long.parseLong(value) > this.max.toMillis()) {
			throw new WrongTopicsException(
					"Kafka has what the engine cannot work with, and nothing was changed: broker " + broker + ": "
							+ SETTING + " is " + value + ", must be " + this.max.toMillis()
							+ " at most (settlement.broker.transaction-max-timeout)");
		}
	}

}
