package io.medsettle.core.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.medsettle.core.kafka.LogThrottle;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The way of a batch into the database. The database commits first, what was done
 * together with how far it is read; then what follows from it is sent, and only then are
 * the offsets committed. A batch that fails because something around it is away is taken
 * again. Reading goes on where the database stands: what a process that died just behind
 * its database's commit had to send stays unsent, but everything is in the books.
 * <p>
 * An event that cannot be read is put aside as a dead letter, in the same transaction. A
 * batch that fails as a whole by itself is taken apart until the event that does it
 * stands alone; that one is put aside, and the others are taken in their order.
 *
 * @param <E> what an event says
 */
public class DatabaseListenerAdapter<E> implements BatchMessageListener<byte[], byte[]>, ConsumerSeekAware {

	private static final Logger log = LoggerFactory.getLogger(DatabaseListenerAdapter.class);

	private final DatabaseListener<E> listener;

	private final ReaderProgress progress;

	private final DeadLetters deadLetters;

	private final TransactionOperations transaction;

	private final KafkaOperations<byte[], byte[]> kafka;

	private final FailureStreak streak = new FailureStreak(System::nanoTime);

	private final LogThrottle throttle = new LogThrottle();

	/**
	 * @param listener what is done with a batch
	 * @param progress how far the listener has read
	 * @param deadLetters takes what the listener cannot take
	 * @param transaction of the database
	 * @param kafka whose sends are durable once their future completes
	 */
	public DatabaseListenerAdapter(DatabaseListener<E> listener, ReaderProgress progress, DeadLetters deadLetters,
			TransactionOperations transaction, KafkaOperations<byte[], byte[]> kafka) {
		this.listener = listener;
		this.progress = progress;
		this.deadLetters = deadLetters;
		this.transaction = transaction;
		this.kafka = kafka;
	}

	@Override
	public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback consumer) {
		this.progress.resume(assignments.keySet(), consumer);
	}

	@Override
	public void onMessage(List<ConsumerRecord<byte[], byte[]>> events) {
		BatchOutcome outcome;
		try {
			outcome = take(events);
			this.streak.end();
		}
		catch (RuntimeException failure) {
			if (BoundedRetry.mayPass(failure)) {
				throw failure;
			}
			if (events.size() > 1) {
				onMessage(events.subList(0, events.size() / 2));
				onMessage(events.subList(events.size() / 2, events.size()));
				return;
			}
			outcome = putAside(events.getFirst(), failure);
		}
		tell(outcome.letters());
		send(outcome.outgoing());
	}

	private void tell(List<DeadLetter> letters) {
		if (letters.isEmpty()) {
			return;
		}
		this.deadLetters.count(letters);
		long untold = this.throttle.add(letters.size());
		if (untold > 0) {
			log.warn("Dead letters put aside: {}, the last is {}: {}", untold, letters.getLast().place(),
					letters.getLast().reason());
		}
	}

	private BatchOutcome take(List<ConsumerRecord<byte[], byte[]>> events) {
		List<E> batch = new ArrayList<>(events.size());
		List<DeadLetter> unusable = new ArrayList<>();
		for (ConsumerRecord<byte[], byte[]> event : events) {
			try {
				batch.add(this.listener.read(event));
			}
			catch (UnusableEventException ex) {
				unusable.add(DeadLetter.of(event, null, ex.code(), ex.reason()));
			}
		}
		this.listener.prepare(batch);
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			BatchOutcome outcome = new BatchOutcome();
			unusable.forEach(outcome::putAside);
			this.progress.advance(events);
			this.listener.write(batch, outcome);
			if (!outcome.letters().isEmpty()) {
				this.deadLetters.keep(outcome.letters());
			}
			return outcome;
		}));
	}

	/**
	 * Puts an event aside that fails alone.
	 * @throws RuntimeException its failure, if too many have failed lately
	 */
	private BatchOutcome putAside(ConsumerRecord<byte[], byte[]> event, RuntimeException failure) {
		this.streak.add(event, failure);
		BatchOutcome outcome = new BatchOutcome();
		this.transaction.executeWithoutResult((status) -> {
			this.progress.advance(List.of(event));
			outcome.putAside(DeadLetter.of(event, this.listener.accountOf(event), null,
					"The engine failed at it: its log has the failure, and the place."));
			this.deadLetters.keep(outcome.letters());
		});
		return outcome;
	}

	private void send(List<ProducerRecord<byte[], byte[]>> outgoing) {
		List<? extends CompletableFuture<?>> sends = outgoing.stream().map(this.kafka::send).toList();
		sends.forEach(CompletableFuture::join);
	}

}
