package io.medsettle.api.health;

import org.apache.kafka.clients.admin.Admin;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * One client for the questions that the indicators and the console put to the broker.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

	@Bean(destroyMethod = "close")
	Admin brokerQuestions(KafkaAdmin admin) {
		return Admin.create(admin.getConfigurationProperties());
	}

}
