package io.medsettle.core.listener;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.medsettle.core.database.DatabaseAway;
import io.medsettle.core.kafka.KafkaAway;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.kafka.listener.AfterRollbackProcessor;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.TransactionException;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What happens when a batch fails. Nothing of it has taken effect, so it is read again: a
 * database that is away for a while costs nothing but time. A batch that keeps failing,
 * or that fails by a bug, stops its listener: health goes down, the lag grows, nothing is
 * skipped, and {@link ListenerRestarter} tries again.
 */
class BoundedRetry implements CommonErrorHandler, AfterRollbackProcessor<byte[], byte[]> {

	private static final Logger log = LoggerFactory.getLogger(BoundedRetry.class);

	private static final long FIRST_WAIT_MS = 200;

	private static final long LONGEST_WAIT_MS = 10_000;

	/** For how long a batch is tried again before its listener stops. */
	private static final long GIVE_UP_AFTER_MS = 10 * 60_000;

	private final ThreadLocal<BackOffExecution> waits = ThreadLocal.withInitial(BoundedRetry::newWaits);

	@Override
	public void handleBatch(Exception failure, ConsumerRecords<?, ?> batch, Consumer<?, ?> consumer,
			MessageListenerContainer container, Runnable listener) {
		rewind(batch, consumer);
		retryOrStop(failure, container);
	}

	/**
	 * For a listener that runs in a Kafka transaction, which has been rolled back by now.
	 */
	@Override
	public void process(List<ConsumerRecord<byte[], byte[]>> batch, Consumer<byte[], byte[]> consumer,
			MessageListenerContainer container, Exception failure, boolean recoverable, EOSMode mode) {
		rewind(batch, consumer);
		retryOrStop(failure, container);
	}

	@Override
	public void handleOtherException(Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container,
			boolean batchListener) {
		retryOrStop(failure, container);
	}

	/** The failed batch is read again from where it began. */
	@Override
	public boolean seeksAfterHandling() {
		return true;
	}

	/** A failed batch is never committed. */
	@Override
	public boolean isAckAfterHandle() {
		return false;
	}

	/**
	 * Forgets earlier failures once a batch went well.
	 */
	@Override
	public void clearThreadState() {
		this.waits.remove();
	}

	private void retryOrStop(Exception failure, MessageListenerContainer container) {
		long waitMs = mayPass(failure) ? this.waits.get().nextBackOff() : BackOffExecution.STOP;
		if (waitMs == BackOffExecution.STOP) {
			log.error(
					"{} stops: its batch cannot be taken. Nothing is lost; it starts again by itself, but needs its cause corrected.",
					container.getGroupId(), failure);
			container.stopAbnormally(() -> {
			});
			return;
		}
		Marker away = DatabaseAway.markerOf(failure);
		log.warn((away != null) ? away : KafkaAway.markerOf(failure),
				"{} could not take its batch and tries again in {} ms: {}", container.getGroupId(), waitMs,
				NestedExceptionUtils.getMostSpecificCause(failure).toString());
		try {
			Thread.sleep(waitMs);
		}
		catch (InterruptedException interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private static void rewind(Iterable<? extends ConsumerRecord<?, ?>> batch, Consumer<?, ?> consumer) {
		Map<TopicPartition, Long> first = new LinkedHashMap<>();
		for (ConsumerRecord<?, ?> record : batch) {
			first.putIfAbsent(new TopicPartition(record.topic(), record.partition()), record.offset());
		}
		first.forEach(consumer::seek);
	}

	/**
	 * A failure of the surroundings passes; one of the program or of the data does not.
	 */
	static boolean mayPass(Exception failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof RecordTooLargeException || cause instanceof SerializationException) {
				return false;
			}
			if (cause instanceof DataAccessResourceFailureException || cause instanceof TransientDataAccessException
					|| cause instanceof TransactionException || cause instanceof KafkaException) {
				return true;
			}
			if (cause instanceof NonTransientDataAccessException) {
				return false;
			}
		}
		return false;
	}

	private static BackOffExecution newWaits() {
		ExponentialBackOff backOff = new ExponentialBackOff(FIRST_WAIT_MS, 2);
		backOff.setMaxInterval(LONGEST_WAIT_MS);
		backOff.setMaxElapsedTime(GIVE_UP_AFTER_MS);
		return backOff.start();
	}

}
