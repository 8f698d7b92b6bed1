package io.medsettle.core.kafka;

import java.time.Duration;
import java.util.Collection;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Waits until every partition's leader answers. A new topic is in the metadata a moment
 * before its leader takes records, and in that moment it refuses them. A hospital's
 * producer with the client's own settings would have its first batch refused and the
 * second taken; the broker never takes the first one after that, and the producer gives
 * it up two minutes later.
 */
public final class TopicLeaders {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration PAUSE = Duration.ofMillis(50);

	private TopicLeaders() {
	}

	/**
	 * Returns when the leader of each partition of these topics takes records.
	 * @throws KafkaException if one of them does not in half a minute, or the question
	 * fails
	 */
	public static void await(Admin admin, Collection<String> topics) {
		long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
		try {
			while (!answer(admin, topics, deadlineNanos)) {
				Thread.sleep(PAUSE);
			}
		}
		catch (InterruptedException ex) {
			throw new InterruptException(ex);
		}
	}

	private static boolean answer(Admin admin, Collection<String> topics, long deadlineNanos) {
		try {
			// Unlike the metadata, this question is answered by each leader itself.
			KafkaClients.answer(admin.listOffsets(TopicEndsReader.latest(admin, topics)).all());
			return true;
		}
		catch (RetriableException ex) {
			if (System.nanoTime() - deadlineNanos > 0) {
				throw new TimeoutException("not every partition has a leader: " + ex.getMessage(), ex);
			}
			return false;
		}
	}

}
