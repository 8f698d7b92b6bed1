package io.medsettle.core.kafka;

import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets listeners take topics into the database, each with consumers and a producer of its
 * own.
 */
@Component
public class DatabaseListeners {

	private final KafkaClients clients;

	private final ReaderProgress progress;

	private final TransactionTemplate transaction;

	DatabaseListeners(KafkaClients clients, ReaderProgress progress, PlatformTransactionManager transactionManager) {
		this.clients = clients;
		this.progress = progress;
		this.transaction = new TransactionTemplate(transactionManager);
	}

	/**
	 * A container that hands whole batches of the topics to the listener.
	 * @param group one of {@link ConsumerGroups}
	 */
	public ConcurrentMessageListenerContainer<byte[], byte[]> container(String group, DatabaseListener<?> listener,
			String... topics) {
		String clientName = group.substring(ConsumerGroups.PREFIX.length());
		return this.clients.batches(group, new DatabaseListenerAdapter<>(listener, this.progress, this.transaction,
				this.clients.durableProducer(clientName)), topics);
	}

}
