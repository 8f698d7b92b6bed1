package io.medsettle.core.kafka;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The way of a batch into the database. The database commits first, what was done
 * together with how far it is read; then what follows from it is sent, and only then are
 * the offsets committed. A batch that fails on the way is taken again. Reading goes on
 * where the database stands: what a process that died just behind its database's commit
 * had to send stays unsent, but everything is in the books.
 *
 * @param <T> a batch as it was read
 */
public class DatabaseListenerAdapter<T> implements BatchMessageListener<byte[], byte[]>, ConsumerSeekAware {

	private final DatabaseListener<T> listener;

	private final ReaderProgress progress;

	private final TransactionOperations transaction;

	private final KafkaOperations<byte[], byte[]> kafka;

	/**
	 * @param listener what is done with a batch
	 * @param progress how far the listener has read
	 * @param transaction of the database
	 * @param kafka whose sends are durable once their future completes
	 */
	public DatabaseListenerAdapter(DatabaseListener<T> listener, ReaderProgress progress,
			TransactionOperations transaction, KafkaOperations<byte[], byte[]> kafka) {
		this.listener = listener;
		this.progress = progress;
		this.transaction = transaction;
		this.kafka = kafka;
	}

	@Override
	public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback consumer) {
		this.progress.resume(assignments.keySet(), consumer);
	}

	@Override
	public void onMessage(List<ConsumerRecord<byte[], byte[]>> events) {
		T batch = this.listener.read(events);
		List<ProducerRecord<byte[], byte[]>> outgoing = Objects.requireNonNull(this.transaction.execute((status) -> {
			this.progress.advance(events);
			return this.listener.write(batch);
		}));
		send(outgoing);
	}

	private void send(List<ProducerRecord<byte[], byte[]>> outgoing) {
		List<? extends CompletableFuture<?>> sends = outgoing.stream().map(this.kafka::send).toList();
		sends.forEach(CompletableFuture::join);
	}

}
