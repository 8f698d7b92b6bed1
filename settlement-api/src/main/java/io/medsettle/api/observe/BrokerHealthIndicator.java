package io.medsettle.api.observe;

import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether the Kafka cluster answers.
 */
@Component
class BrokerHealthIndicator extends AbstractHealthIndicator {

	private static final long TIMEOUT_SECONDS = 3;

	private final Admin admin;

	BrokerHealthIndicator(Admin admin) {
		super("The broker does not answer");
		this.admin = admin;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) throws Exception {
		int nodes = this.admin.describeCluster().nodes().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).size();
		builder.up().withDetail("nodes", nodes);
	}

}
