package io.medsettle.core.listener;

import io.medsettle.core.kafka.ConsumerGroups;
import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes containers that hand whole batches of committed events to a listener, and commit
 * their offsets after it.
 */
@Component
public class ListenerContainers {

	private final KafkaClients clients;

	private final ReaderProgress progress;

	private final DeadLetters deadLetters;

	private final TransactionTemplate transaction;

	private final int consumers;

	ListenerContainers(KafkaClients clients, ReaderProgress progress, DeadLetters deadLetters,
			PlatformTransactionManager transactionManager, SettlementSettings settings) {
		this.clients = clients;
		this.progress = progress;
		this.deadLetters = deadLetters;
		this.transaction = new TransactionTemplate(transactionManager);
		this.consumers = settings.ledger().consumers();
	}

	/**
	 * A container that takes topics into the database, with a producer of its own.
	 * @param group one of {@link ConsumerGroups}
	 */
	public ConcurrentMessageListenerContainer<byte[], byte[]> intoDatabase(String group, DatabaseListener<?> listener,
			String... topics) {
		String clientName = group.substring(ConsumerGroups.PREFIX.length());
		ConcurrentMessageListenerContainer<byte[], byte[]> container = container(group,
				new DatabaseListenerAdapter<>(listener, this.progress, this.deadLetters, this.transaction,
						this.clients.durableProducer(clientName)),
				topics);
		// Past the markers of transactions, so that no lag is seen where nothing waits.
		container.getContainerProperties().setFixTxOffsets(true);
		return container;
	}

	/**
	 * A container whose listener runs in a transaction of Kafka, together with the commit
	 * of its offsets. Nothing else commits them: moving them past the markers of others'
	 * transactions would, after an Error, move them past the events that it failed at.
	 * @param producers whose sends in the listener take part in it
	 */
	public ConcurrentMessageListenerContainer<byte[], byte[]> inTransactions(String group,
			BatchMessageListener<byte[], byte[]> listener, DefaultKafkaProducerFactory<byte[], byte[]> producers,
			String... topics) {
		ConcurrentMessageListenerContainer<byte[], byte[]> container = container(group, listener, topics);
		container.getContainerProperties().setKafkaAwareTransactionManager(new KafkaTransactionManager<>(producers));
		return container;
	}

	private ConcurrentMessageListenerContainer<byte[], byte[]> container(String group,
			BatchMessageListener<byte[], byte[]> listener, String... topics) {
		ContainerProperties properties = new ContainerProperties(topics);
		properties.setGroupId(group);
		properties.setMessageListener(listener);
		properties.setMicrometerEnabled(false);
		properties.setStopImmediate(false);
		ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
				this.clients.consumers(group), properties);
		container.setConcurrency(this.consumers);
		container.setBeanName(group);
		BoundedRetry retry = new BoundedRetry();
		container.setCommonErrorHandler(retry);
		container.setAfterRollbackProcessor(retry);
		return container;
	}

}
