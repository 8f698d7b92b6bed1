package io.medsettle.core.ledger;

import io.medsettle.core.kafka.ConsumerGroups;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.listener.DeadLetters;
import io.medsettle.core.listener.ListenerContainers;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Starts the ledgers in a process of their role. The register of what was not posted
 * belongs to the treatment side, the hospitals' own.
 */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

	@Bean
	@ConditionalOnRole(Role.TREATMENT_LEDGER)
	ConcurrentMessageListenerContainer<byte[], byte[]> treatmentLedgerContainer(ListenerContainers containers,
			Ledgers ledgers) {
		return containers.intoDatabase(ConsumerGroups.TREATMENT_LEDGER, ledgers.listener(Side.TREATMENT),
				Topics.CLAIMS_ROUTED_TREATMENT);
	}

	@Bean
	@ConditionalOnRole(Role.INSURED_LEDGER)
	ConcurrentMessageListenerContainer<byte[], byte[]> insuredLedgerContainer(ListenerContainers containers,
			Ledgers ledgers) {
		return containers.intoDatabase(ConsumerGroups.INSURED_LEDGER, ledgers.listener(Side.INSURED),
				Topics.CLAIMS_ROUTED_INSURED);
	}

	@Bean
	@ConditionalOnRole(Role.TREATMENT_LEDGER)
	ConcurrentMessageListenerContainer<byte[], byte[]> registerContainer(ListenerContainers containers,
			EventRegister register, DeadLetters deadLetters, EventAuthenticator authenticator) {
		return containers.intoDatabase(ConsumerGroups.REGISTER,
				new RegisterListener(register, deadLetters, authenticator), Topics.CLAIMS_REJECTED,
				Topics.CLAIMS_DEAD_LETTER);
	}

}
