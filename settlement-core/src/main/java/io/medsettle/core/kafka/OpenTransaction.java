package io.medsettle.core.kafka;

import java.time.Instant;

/**
 * A transaction that a sender has left open: nobody gets at what stands behind its first
 * event, whoever sent it.
 *
 * @param topic the topic
 * @param partition the partition
 * @param offset where the transaction begins in it
 * @param sender who has left it open, as far as the broker tells
 * @param since since when it is open
 */
public record OpenTransaction(String topic, int partition, long offset, String sender, Instant since) {

	/**
	 * Such as {@code claims.submitted-3@1204: transactional id hospital, producer 4711}.
	 */
	@Override
	public String toString() {
		return this.topic + "-" + this.partition + "@" + this.offset + ": " + this.sender;
	}

}
