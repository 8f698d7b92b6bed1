package io.medsettle.core.listener;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What follows from a batch beside what it has written.
 */
public class BatchOutcome {

	private final List<ProducerRecord<byte[], byte[]>> outgoing = new ArrayList<>();

	private final List<DeadLetter> letters = new ArrayList<>();

	/**
	 * Sends an event to another topic once the batch is committed.
	 */
	public void send(ProducerRecord<byte[], byte[]> event) {
		this.outgoing.add(event);
	}

	/**
	 * Puts an event of the batch aside.
	 * @param reason why it cannot be taken, a sentence that tells nothing of a person
	 */
	public void putAside(ConsumerRecord<byte[], byte[]> event, String reason) {
		this.letters.add(DeadLetter.of(event, null, null, reason));
	}

	void putAside(DeadLetter letter) {
		this.letters.add(letter);
	}

	/** What is to be sent. */
	public List<ProducerRecord<byte[], byte[]>> outgoing() {
		return this.outgoing;
	}

	/** What is put aside. */
	public List<DeadLetter> letters() {
		return this.letters;
	}

}
