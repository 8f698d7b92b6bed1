package io.medsettle.core.decision;

import java.time.Clock;

import io.medsettle.core.kafka.ConsumerGroups;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.listener.ListenerContainers;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.signature.EventSignatures;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Starts the reader of decisions in a process that keeps the books of the insured cities.
 */
@Configuration(proxyBeanMethods = false)
class DecisionConfiguration {

	@Bean
	@ConditionalOnRole(Role.INSURED_LEDGER)
	ConcurrentMessageListenerContainer<byte[], byte[]> decisionContainer(ListenerContainers containers,
			InsuredDecisions decisions, EventSignatures signatures, Clock clock) {
		return containers.intoDatabase(ConsumerGroups.DECISIONS, new DecisionListener(decisions, signatures, clock),
				Topics.CLAIMS_DECIDED);
	}

}
