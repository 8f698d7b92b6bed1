package io.medsettle.core.listener;

import io.medsettle.core.database.EventKey;
import io.medsettle.core.kafka.EventAuthenticator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How this process knows the events of its region's.
 */
@Configuration(proxyBeanMethods = false)
class ListenerConfiguration {

	@Bean
	EventAuthenticator eventAuthenticator(EventKey key) {
		return new EventAuthenticator(key.get());
	}

}
