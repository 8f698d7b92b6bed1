package io.medsettle.api.startup;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * A Kafka consumer that is stopped is woken from whatever it is doing, and says so by an
 * exception. When it was just about to commit, the listener container logs that as an
 * error, though the stop goes on in order. Such lines are kept out of the log from the
 * moment the engine stops.
 */
final class StopNoise extends TurboFilter {

	private StopNoise() {
	}

	static void silence() {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
			logback.addTurboFilter(new StopNoise());
		}
	}

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] parameters, @Nullable Throwable failure) {
		return (failure instanceof WakeupException) ? FilterReply.DENY : FilterReply.NEUTRAL;
	}

}
