package io.medsettle.core.kafka;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is done with the events of a topic that belong into the database. How they come,
 * in which transaction, and what happens after a failure or a crash, is the same for all
 * ({@link DatabaseListeners}): a batch may come again, whole or in other pieces, and must
 * then have no second effect.
 *
 * @param <T> a batch as it was read
 */
public interface DatabaseListener<T> {

	/**
	 * Reads a batch, in no transaction.
	 */
	T read(List<ConsumerRecord<byte[], byte[]>> events);

	/**
	 * Writes what the batch comes to into the database, in the transaction that also
	 * notes that it is read.
	 * @return what is to be sent to other topics once that is committed
	 */
	List<ProducerRecord<byte[], byte[]>> write(T batch);

}
