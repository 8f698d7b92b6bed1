package io.medsettle.api.observe;

import io.medsettle.core.kafka.KafkaClients;
import org.apache.kafka.clients.admin.Admin;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * One client for the questions that the indicators and the console put to the broker.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

	@Bean(destroyMethod = "close")
	Admin brokerQuestions(KafkaClients clients) {
		return clients.admin();
	}

}
