package io.medsettle.core.decision;

import io.medsettle.core.kafka.ConsumerGroups;
import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.ReaderProgress;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts the reader of decisions in a process that keeps the books of the insured cities.
 */
@Configuration(proxyBeanMethods = false)
class DecisionConfiguration {

	@Bean
	@ConditionalOnRole(Role.INSURED_LEDGER)
	ConcurrentMessageListenerContainer<byte[], byte[]> decisionContainer(KafkaClients clients,
			InsuredDecisions decisions, ReaderProgress progress, PlatformTransactionManager transactionManager) {
		DecisionListener listener = new DecisionListener(decisions, progress,
				new TransactionTemplate(transactionManager), clients.durableProducer("decisions"));
		return clients.batches(ConsumerGroups.DECISIONS, listener, Topics.CLAIMS_DECIDED);
	}

}
