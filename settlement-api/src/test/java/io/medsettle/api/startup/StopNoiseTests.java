package io.medsettle.api.startup;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class StopNoiseTests {

	@Test
	void onlyTheWakingOfAConsumerIsKeptOut() {
		LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
		Logger logger = logback.getLogger("stop-noise");
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		logger.addAppender(lines);
		try {
			StopNoise.silence();
			logger.error("woken", new WakeupException());
			logger.error("broken", new IllegalStateException());
		}
		finally {
			logback.resetTurboFilterList();
		}
		assertThat(lines.list).extracting(ILoggingEvent::getMessage).containsExactly("broken");
	}

}
