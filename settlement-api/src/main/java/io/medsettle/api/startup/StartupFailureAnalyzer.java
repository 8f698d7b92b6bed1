package io.medsettle.api.startup;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.medsettle.api.access.DefaultSecretException;
import io.medsettle.api.broker.BrokerStartException;
import io.medsettle.core.calendar.InvalidCalendarException;
import io.medsettle.core.day.CutOffContradictionException;
import io.medsettle.core.kafka.WrongTopicsException;
import io.medsettle.core.privacy.PrivacyKeyException;
import io.medsettle.core.registry.InvalidRegistryException;
import org.apache.kafka.common.KafkaException;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Knows the failures that come from outside the program, and finds the sentence for each.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartupFailureAnalyzer implements FailureAnalyzer {

	private final Environment environment;

	StartupFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Our own sentences say most; of the others the innermost is the nearest to the fact.
	 */
	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		Deque<Throwable> causes = innermostFirst(failure);
		return Stream.concat(causes.stream().map(StartupFailureAnalyzer::ownLine), causes.stream().map(this::line))
			.filter(Objects::nonNull)
			.findFirst()
			.map((line) -> new FailureAnalysis(line, null, failure))
			.orElse(null);
	}

	private static @Nullable String ownLine(Throwable cause) {
		return switch (cause) {
			case CannotStartException known -> known.getMessage();
			case BrokerStartException broker -> broker.getMessage();
			case DefaultSecretException known -> known.getMessage();
			case PrivacyKeyException key -> key.getMessage();
			case CutOffContradictionException contradiction -> contradiction.getMessage();
			case WrongTopicsException topics -> topics.getMessage();
			case InvalidCalendarException calendar ->
				"The calendar (settlement.calendar) is not usable: " + withoutStop(calendar.getMessage());
			case InvalidRegistryException registry ->
				"The registry (settlement.registry) is not usable: " + withoutStop(registry.getMessage());
			default -> null;
		};
	}

	private @Nullable String line(Throwable cause) {
		return switch (cause) {
			case BindValidationException invalid -> WrongSetting.line(invalid);
			case BindException invalid -> WrongSetting.line(invalid);
			case PortInUseException taken -> portTaken(taken);
			case Throwable damage when DamagedDatabase.isMeantBy(damage, databaseUrl()) ->
				DamagedDatabase.line(databaseUrl());
			case SQLException sql when UnreachableDatabase.isMeantBy(sql) ->
				UnreachableDatabase.line(sql, databaseUrl());
			case FlywayException flyway ->
				"The database could not be brought to this version's schema: " + flyway.getMessage();
			case KafkaException kafka -> kafkaDoesNotServe(kafka);
			default -> null;
		};
	}

	private String databaseUrl() {
		return this.environment.getProperty("spring.datasource.url", "");
	}

	private static String withoutStop(@Nullable String sentence) {
		return String.valueOf(sentence).replaceAll("\\.$", "");
	}

	private String portTaken(PortInUseException taken) {
		boolean http = this.environment.getProperty("server.port", "").equals(String.valueOf(taken.getPort()));
		return "Port " + taken.getPort() + " (" + (http ? "server.port" : "management.server.port")
				+ ") is taken by another process: stop it or choose another port";
	}

	private static String kafkaDoesNotServe(Throwable failure) {
		return "Kafka (" + OutsideKafka.SETTING + ") does not serve: " + rootMessage(failure);
	}

	private static String rootMessage(Throwable failure) {
		Throwable root = innermostFirst(failure).getFirst();
		if (root instanceof TimeoutException) {
			return "no answer in time";
		}
		return (root.getMessage() != null) ? root.getMessage() : root.getClass().getSimpleName();
	}

	private static Deque<Throwable> innermostFirst(Throwable failure) {
		Deque<Throwable> causes = new ArrayDeque<>();
		for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
			causes.addFirst(cause);
		}
		return causes;
	}

}
