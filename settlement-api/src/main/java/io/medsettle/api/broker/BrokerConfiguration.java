package io.medsettle.api.broker;

import io.medsettle.core.settings.SettlementSettings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Starts the embedded broker as the Kafka that everything in the process connects to.
 * Whoever needs the connection details is created after the broker is up and destroyed
 * before it goes down.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "settlement.broker.embedded", matchIfMissing = true)
class BrokerConfiguration {

	@Bean
	EmbeddedBroker embeddedBroker(SettlementSettings settings, ObjectProvider<BrokerFaultListener> faultListener) {
		return EmbeddedBroker.start(settings.dataDir().resolve("kafka").toAbsolutePath().normalize(),
				settings.broker().port(), settings.broker().controllerPort(),
				faultListener.getIfAvailable(() -> BrokerFaultListener.LOG_ONLY));
	}

}
