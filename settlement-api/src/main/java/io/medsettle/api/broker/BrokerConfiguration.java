package io.medsettle.api.broker;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * Makes the embedded broker the Kafka that everything in the process connects to.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "settlement.broker.embedded", matchIfMissing = true)
class BrokerConfiguration {

	/**
	 * Lazy, so that only who needs the broker waits for it. {@link BrokerStart} stops it.
	 */
	@Lazy
	@Bean(destroyMethod = "")
	EmbeddedBroker embeddedBroker(BrokerStart.Pending start) {
		return start.await();
	}

}
