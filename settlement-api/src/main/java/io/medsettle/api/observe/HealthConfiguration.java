package io.medsettle.api.observe;

import java.time.Duration;

import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.clients.admin.Admin;

import org.springframework.boot.health.application.DiskSpaceHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the indicators of health need, or are set to.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

	/** Shorter than whoever asks for health would wait. */
	private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(3);

	/**
	 * One client for the questions that the indicators and the console put to the broker.
	 */
	@Bean(destroyMethod = "close")
	Admin brokerQuestions(KafkaClients clients) {
		return clients.admin(ANSWER_TIME_MAX);
	}

	/**
	 * Spring Boot's own looks at the working folder, and lets it fill up to 10 MB.
	 */
	@Bean
	DiskSpaceHealthIndicator diskSpaceHealthIndicator(SettlementSettings settings) {
		return new DiskSpaceHealthIndicator(settings.dataDir().toFile(), settings.diskFreeMin());
	}

}
