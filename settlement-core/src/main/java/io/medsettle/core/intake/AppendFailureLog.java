package io.medsettle.core.intake;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.support.ProducerListener;

/**
 * Logs why appends fail: the first failure, then one line in ten seconds with how many
 * there were, and never what was to be appended. When Kafka is gone, thousands fail in a
 * moment.
 */
class AppendFailureLog implements ProducerListener<byte[], byte[]> {

	private static final Logger log = LoggerFactory.getLogger(AppendFailureLog.class);

	private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

	private final AtomicLong failures = new AtomicLong();

	private final AtomicLong nextNanos = new AtomicLong(System.nanoTime());

	@Override
	public void onError(ProducerRecord<byte[], byte[]> event, @Nullable RecordMetadata metadata,
			@Nullable Exception exception) {
		this.failures.incrementAndGet();
		long next = this.nextNanos.get();
		long now = System.nanoTime();
		if (now - next >= 0 && this.nextNanos.compareAndSet(next, now + INTERVAL_NANOS)) {
			log.warn("{} appends to {} failed, the last with: {}", this.failures.getAndSet(0), event.topic(),
					String.valueOf(exception));
		}
	}

}
