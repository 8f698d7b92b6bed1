package io.medsettle.api.observe;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import javax.sql.DataSource;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.medsettle.core.database.DatabaseAway;
import io.medsettle.core.kafka.KafkaAway;
import io.medsettle.core.kafka.KafkaClients;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.NestedExceptionUtils;

/**
 * Tells in one line that the database or Kafka does not answer, and in another that it
 * does again. Whatever notices it, in each of the engine's parts and in the libraries it
 * uses, would tell it in its own words, most of them with a stack trace and again and
 * again: all that is kept out of the log. A start that fails by it says so itself.
 */
public final class OutageLog extends TurboFilter implements ApplicationListener<ApplicationEvent> {

	private static final int ANSWER_TIME_MAX_SECONDS = 3;

	/** Tells why a start has failed. */
	private static final String STARTER = SpringApplication.class.getName();

	private static final String KAFKA_CLIENTS = NetworkClient.class.getPackageName();

	private volatile @Nullable Outages outages;

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		switch (event) {
			case ApplicationContextInitializedEvent begun -> install();
			case ApplicationReadyEvent ready -> this.outages = outages(ready.getApplicationContext());
			case ContextClosedEvent closed -> dismiss();
			default -> {
			}
		}
	}

	/** Once the log is there, and before anything asks the database. */
	private void install() {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
			logback.addTurboFilter(this);
		}
	}

	private static Outages outages(ApplicationContext engine) {
		DataSource dataSource = engine.getBean(DataSource.class);
		Admin admin = engine.getBean(Admin.class);
		return new Outages(new Outage("The database", () -> {
			try (Connection connection = dataSource.getConnection()) {
				if (!connection.isValid(ANSWER_TIME_MAX_SECONDS)) {
					throw new SQLTransientConnectionException("The connection is not valid.");
				}
				return connection;
			}
		}), new Outage("Kafka", () -> KafkaClients.answer(admin.describeCluster().nodes())));
	}

	private void dismiss() {
		Outages known = this.outages;
		if (known != null) {
			known.database().dismiss();
			known.kafka().dismiss();
		}
	}

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] parameters, @Nullable Throwable failure) {
		if (!level.isGreaterOrEqual(Level.WARN) || format == null || logger.getName().equals(STARTER)) {
			return FilterReply.NEUTRAL;
		}
		Throwable told = (failure != null) ? failure : throwableOf(parameters);
		Outages known = this.outages;
		boolean database = tellsOfDatabase(marker, told, known != null && known.database().isOn());
		if (!database && !tellsOfKafka(marker, logger, format, told, known != null && known.kafka().isOn())) {
			return FilterReply.NEUTRAL;
		}
		if (known != null) {
			Outage outage = database ? known.database() : known.kafka();
			outage.notice((told != null) ? String.valueOf(NestedExceptionUtils.getMostSpecificCause(told))
					: MessageFormatter.arrayFormat(format, parameters).getMessage());
		}
		return FilterReply.DENY;
	}

	private static boolean tellsOfDatabase(@Nullable Marker marker, @Nullable Throwable failure, boolean away) {
		return marker == DatabaseAway.MARKER || (failure != null
				&& (DatabaseAway.isMeantBy(failure) || (away && isOf(failure, SQLException.class))));
	}

	private static boolean tellsOfKafka(@Nullable Marker marker, Logger logger, String format,
			@Nullable Throwable failure, boolean away) {
		return marker == KafkaAway.MARKER
				|| (logger.getName().startsWith(KAFKA_CLIENTS) && (away || tellsOfLostConnection(format)))
				|| (failure != null && (KafkaAway.isMeantBy(failure) || (away && isOf(failure, KafkaException.class))));
	}

	/** Where a message has parameters, it stands behind them. */
	private static @Nullable Throwable throwableOf(Object @Nullable [] parameters) {
		return (parameters != null && parameters.length > 0
				&& parameters[parameters.length - 1] instanceof Throwable last) ? last : null;
	}

	private static boolean tellsOfLostConnection(String message) {
		return message.contains("could not be established") || message.contains("disconnected");
	}

	private static boolean isOf(Throwable failure, Class<? extends Exception> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * What is watched once the engine has started.
	 */
	private record Outages(Outage database, Outage kafka) {
	}

}
