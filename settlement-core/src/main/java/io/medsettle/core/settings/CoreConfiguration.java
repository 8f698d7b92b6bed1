package io.medsettle.core.settings;

import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What every room of the engine shares: its settings and its clock.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SettlementSettings.class)
class CoreConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Clock clock(SettlementSettings settings) {
		return Clock.system(settings.timeZone());
	}

}
