package io.medsettle.core.kafka;

import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.kafka.listener.AfterRollbackProcessor;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * {@link BoundedRetry} for a listener that runs in a Kafka transaction: by the time it is
 * asked, the transaction has been rolled back.
 */
class BoundedRetryAfterRollback implements AfterRollbackProcessor<byte[], byte[]> {

	private final BoundedRetry retry = new BoundedRetry();

	@Override
	public void process(List<ConsumerRecord<byte[], byte[]>> batch, Consumer<byte[], byte[]> consumer,
			MessageListenerContainer container, Exception failure, boolean recoverable, EOSMode mode) {
		BoundedRetry.rewind(batch, consumer);
		this.retry.retryOrStop(failure, container);
	}

	@Override
	public void clearThreadState() {
		this.retry.clearThreadState();
	}

}
