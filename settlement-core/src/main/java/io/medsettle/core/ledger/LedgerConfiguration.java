package io.medsettle.core.ledger;

import java.time.Clock;

import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.kafka.ConsumerGroups;
import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts the ledgers in a process of their role. The register of what was not posted
 * belongs to the treatment side, the hospitals' own.
 */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

	@Bean
	@ConditionalOnRole(Role.TREATMENT_LEDGER)
	ConcurrentMessageListenerContainer<byte[], byte[]> treatmentLedgerContainer(KafkaClients clients, Ledgers ledgers,
			ReaderProgress progress, Clock clock, ClaimDecoder decoder, MeterRegistry meters) {
		LedgerListener listener = listener(Side.TREATMENT, clients, ledgers, progress, clock, decoder, meters);
		return clients.batches(ConsumerGroups.TREATMENT_LEDGER, listener, Topics.CLAIMS_ROUTED_TREATMENT);
	}

	@Bean
	@ConditionalOnRole(Role.INSURED_LEDGER)
	ConcurrentMessageListenerContainer<byte[], byte[]> insuredLedgerContainer(KafkaClients clients, Ledgers ledgers,
			ReaderProgress progress, Clock clock, ClaimDecoder decoder, MeterRegistry meters) {
		LedgerListener listener = listener(Side.INSURED, clients, ledgers, progress, clock, decoder, meters);
		return clients.batches(ConsumerGroups.INSURED_LEDGER, listener, Topics.CLAIMS_ROUTED_INSURED);
	}

	@Bean
	@ConditionalOnRole(Role.TREATMENT_LEDGER)
	ConcurrentMessageListenerContainer<byte[], byte[]> registerContainer(KafkaClients clients, EventRegister register,
			ReaderProgress progress, PlatformTransactionManager transactionManager) {
		RegisterListener listener = new RegisterListener(register, progress,
				new TransactionTemplate(transactionManager));
		return clients.batches(ConsumerGroups.REGISTER, listener, Topics.CLAIMS_REJECTED, Topics.CLAIMS_DEAD_LETTER);
	}

	private static LedgerListener listener(Side side, KafkaClients clients, Ledgers ledgers, ReaderProgress progress,
			Clock clock, ClaimDecoder decoder, MeterRegistry meters) {
		return new LedgerListener(side, ledgers.of(side), progress, decoder,
				clients.durableProducer(side.legName() + "-ledger"), new LedgerMeters(meters, side, clock));
	}

}
