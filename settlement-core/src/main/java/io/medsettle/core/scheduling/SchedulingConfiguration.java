package io.medsettle.core.scheduling;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Lets methods be {@link org.springframework.scheduling.annotation.Scheduled}, all of
 * them by one scheduler.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SchedulingConfiguration {

	@Bean
	TaskScheduler taskScheduler() {
		return new EngineScheduler();
	}

}
