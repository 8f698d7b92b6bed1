package io.medsettle.core.intake;

import io.medsettle.core.kafka.KafkaAway;
import io.medsettle.core.kafka.LogThrottle;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.support.ProducerListener;

/**
 * Logs why appends fail, and never what was to be appended. When Kafka is gone, thousands
 * fail in a moment.
 */
class AppendFailureLog implements ProducerListener<byte[], byte[]> {

	private static final Logger log = LoggerFactory.getLogger(AppendFailureLog.class);

	private final LogThrottle throttle = new LogThrottle();

	@Override
	public void onError(ProducerRecord<byte[], byte[]> event, @Nullable RecordMetadata metadata,
			@Nullable Exception exception) {
		long failures = this.throttle.add(1);
		if (failures > 0) {
			log.warn(KafkaAway.markerOf(exception), "{} appends to {} failed, the last with: {}", failures,
					event.topic(), String.valueOf(exception));
		}
	}

}
