package io.medsettle.core.routing;

import java.time.Clock;

import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.ClaimRules;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DayEnds;
import io.medsettle.core.kafka.ConsumerGroups;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.listener.ListenerContainers;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.signature.EventSignatures;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Starts the router in a process of that role.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.ROUTER)
class RouterConfiguration {

	@Bean
	ConcurrentMessageListenerContainer<byte[], byte[]> routerContainer(KafkaClients clients,
			ListenerContainers containers, EventAuthenticator authenticator, ClaimDecoder decoder, ClaimRules rules,
			RegistryStore registries, ClearingDays days, DayEnds dayEnds, Clock clock, MeterRegistry meters,
			EventSignatures signatures) {
		DefaultKafkaProducerFactory<byte[], byte[]> producers = clients.transactionalProducers("router");
		Router router = new Router(KafkaClients.template(producers), decoder, rules, registries, days, dayEnds, clock,
				new RouterMeters(meters), authenticator, signatures);
		return containers.inTransactions(ConsumerGroups.ROUTER, router, producers, Topics.CLAIMS_SUBMITTED);
	}

}
