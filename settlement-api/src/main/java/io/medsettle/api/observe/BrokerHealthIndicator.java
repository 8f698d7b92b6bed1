package io.medsettle.api.observe;

import io.medsettle.core.kafka.KafkaClients;
import org.apache.kafka.clients.admin.Admin;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether the Kafka cluster answers.
 */
@Component
class BrokerHealthIndicator extends AbstractHealthIndicator {

	private final Admin admin;

	BrokerHealthIndicator(Admin admin) {
		super("The broker does not answer");
		this.admin = admin;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up().withDetail("nodes", KafkaClients.answer(this.admin.describeCluster().nodes()).size());
	}

}
