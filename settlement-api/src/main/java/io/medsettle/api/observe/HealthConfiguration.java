package io.medsettle.api.observe;

import java.time.Duration;

import io.medsettle.core.kafka.KafkaClients;
import org.apache.kafka.clients.admin.Admin;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * One client for the questions that the indicators and the console put to the broker.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

	/** Shorter than whoever asks for health would wait. */
	private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(3);

	@Bean(destroyMethod = "close")
	Admin brokerQuestions(KafkaClients clients) {
		return clients.admin(ANSWER_TIME_MAX);
	}

}
