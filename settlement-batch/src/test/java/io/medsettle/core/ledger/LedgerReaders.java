package io.medsettle.core.ledger;

import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import io.medsettle.core.listener.DatabaseListener;
import io.medsettle.core.listener.DatabaseListenerAdapter;
import io.medsettle.core.listener.DeadLetters;
import io.medsettle.core.listener.ReaderProgress;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.ConsumerSeekAware.ConsumerSeekCallback;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledgers and the register as Kafka's consumers see them, without Kafka.
 */
@Component
public class LedgerReaders {

	private final Ledgers ledgers;

	private final EventRegister register;

	private final ReaderProgress progress;

	private final DeadLetters deadLetters;

	private final EventAuthenticator authenticator;

	private final PlatformTransactionManager transactionManager;

	LedgerReaders(Ledgers ledgers, EventRegister register, ReaderProgress progress, DeadLetters deadLetters,
			EventAuthenticator authenticator, PlatformTransactionManager transactionManager) {
		this.ledgers = ledgers;
		this.register = register;
		this.progress = progress;
		this.deadLetters = deadLetters;
		this.authenticator = authenticator;
		this.transactionManager = transactionManager;
	}

	/**
	 * The ledger of a side.
	 * @param sent is given what the ledger sends to other topics
	 */
	public Reader ledger(Side side, Consumer<ProducerRecord<byte[], byte[]>> sent) {
		String topic = (side == Side.TREATMENT) ? Topics.CLAIMS_ROUTED_TREATMENT : Topics.CLAIMS_ROUTED_INSURED;
		return reader(List.of(topic), this.ledgers.listener(side), sent);
	}

	/**
	 * The register of refusals and dead letters.
	 */
	public Reader register() {
		return reader(List.of(Topics.CLAIMS_REJECTED, Topics.CLAIMS_DEAD_LETTER),
				new RegisterListener(this.register, this.deadLetters, this.authenticator), (event) -> {
				});
	}

	private Reader reader(List<String> topics, DatabaseListener<?> listener,
			Consumer<ProducerRecord<byte[], byte[]>> sent) {
		return new Reader(topics, new DatabaseListenerAdapter<>(listener, this.progress, this.deadLetters,
				new TransactionTemplate(this.transactionManager), sending(sent)));
	}

	@SuppressWarnings("unchecked")
	private static KafkaOperations<byte[], byte[]> sending(Consumer<ProducerRecord<byte[], byte[]>> sent) {
		return (KafkaOperations<byte[], byte[]>) Proxy.newProxyInstance(LedgerReaders.class.getClassLoader(),
				new Class<?>[] { KafkaOperations.class }, (proxy, method, arguments) -> {
					sent.accept((ProducerRecord<byte[], byte[]>) arguments[0]);
					return CompletableFuture.completedFuture(null);
				});
	}

	/**
	 * A reader of topics.
	 */
	public static final class Reader {

		private final List<String> topics;

		private final DatabaseListenerAdapter<?> listener;

		private Reader(List<String> topics, DatabaseListenerAdapter<?> listener) {
			this.topics = topics;
			this.listener = listener;
		}

		/** The names of its topics. */
		public List<String> topics() {
			return this.topics;
		}

		/** Takes one batch. */
		public void take(List<ConsumerRecord<byte[], byte[]>> events) {
			this.listener.onMessage(events);
		}

		/**
		 * Gives the reader its partitions.
		 * @return where it wants to read on
		 */
		public Map<TopicPartition, Long> assign(Collection<TopicPartition> partitions) {
			Map<TopicPartition, Long> assigned = new HashMap<>();
			partitions.forEach((partition) -> assigned.put(partition, 0L));
			Positions positions = new Positions();
			this.listener.onPartitionsAssigned(assigned, positions);
			return positions.sought;
		}

	}

	/**
	 * Notes where a reader wants to go; the readers seek in no other ways.
	 */
	private static final class Positions implements ConsumerSeekCallback {

		private final Map<TopicPartition, Long> sought = new HashMap<>();

		@Override
		public void seek(String topic, int partition, long offset) {
			this.sought.put(new TopicPartition(topic, partition), offset);
		}

		@Override
		public void seekToBeginning(String topic, int partition) {
			seek(topic, partition, 0L);
		}

		@Override
		public void seek(String topic, int partition, Function<Long, Long> offsetComputeFunction) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void seekToEnd(String topic, int partition) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void seekRelative(String topic, int partition, long offset, boolean toCurrent) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void seekToTimestamp(String topic, int partition, long timestamp) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void seekToTimestamp(Collection<TopicPartition> partitions, long timestamp) {
			throw new UnsupportedOperationException();
		}

	}

}
