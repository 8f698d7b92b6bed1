package io.medsettle.core.kafka;

import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Tells a Kafka that does not answer from one that refuses. That passes without anybody
 * doing anything to the engine.
 */
public final class KafkaAway {

	/** Of what is logged because of it; it is told once, whoever notices it. */
	public static final Marker MARKER = MarkerFactory.getMarker("kafka-away");

	private KafkaAway() {
	}

	/**
	 * Whether this failure, or one that caused it, says so.
	 */
	public static boolean isMeantBy(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof TimeoutException || cause instanceof DisconnectException
					|| cause instanceof NetworkException) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The marker of a line about this failure; null if it says something else.
	 */
	public static @Nullable Marker markerOf(@Nullable Throwable failure) {
		return (failure != null && isMeantBy(failure)) ? MARKER : null;
	}

}
