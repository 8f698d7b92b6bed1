package io.medsettle.core.listener;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is done with the events of a topic that belong into the database. How they come,
 * in which transaction, and what happens after a failure or a crash, is the same for all
 * ({@link DatabaseListenerAdapter}): a batch may come again, whole or in other pieces,
 * and must then have no second effect.
 *
 * @param <E> what an event says
 */
public interface DatabaseListener<E> {

	/**
	 * Reads one event, in no transaction, whatever its bytes, key and headers are.
	 * @throws UnusableEventException if it cannot be taken
	 */
	E read(ConsumerRecord<byte[], byte[]> event) throws UnusableEventException;

	/**
	 * Makes room for what was read, in no transaction.
	 */
	default void prepare(List<E> batch) {
	}

	/**
	 * Writes what the batch comes to into the database, in the transaction that also
	 * notes that it is read.
	 * @param outcome is told what follows from it
	 */
	void write(List<E> batch, BatchOutcome outcome);

	/**
	 * The submitted event that an event counts for in the accounts, where they would miss
	 * it if this reader put it aside. Asked in the transaction that puts it aside.
	 */
	default DeadLetter.@Nullable Account accountOf(ConsumerRecord<byte[], byte[]> event) {
		return null;
	}

}
