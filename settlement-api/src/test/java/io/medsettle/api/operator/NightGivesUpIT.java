package io.medsettle.api.operator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.kafka.ConsumerGroups;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A night that gives up waiting for a ledger: what an operator sees of it, and that the
 * day can be closed later.
 */
class NightGivesUpIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Test
	void nightSaysWhatItWaitsForAndGivesUpAndIsTriedAgain(@TempDir Path folder) {
		try (Engine engine = Engine.start(folder, Map.of("settlement.clearing.await-timeout", "8s"))) {
			HttpCaller http = new HttpCaller(engine.baseUrl());
			ConcurrentMessageListenerContainer<?, ?> ledger = insuredLedger(engine);
			ledger.stop();
			http.post("/api/v1/claims", SampleClaim.settlement().toString());
			LocalDate day = engine.bean(ClearingDays.class).current().day();
			String close = "/api/v1/clearing-days/" + day + "/close";

			Answer closed = http.call("POST", close);
			assertThat(closed.status()).isEqualTo(202);
			String run = closed.header("Location");
			await().atMost(PATIENCE)
				.until(() -> http.get(run).json().at("/steps/0/waitingOn").asString(""),
						(sentence) -> sentence.equals("the insured ledger to take 1 events"));
			await().atMost(PATIENCE)
				.until(() -> metrics(http).contains("settlement_night_lease_held 1.0") && metrics(http).stream()
					.anyMatch((line) -> line.matches("settlement_night_waiting_seconds [1-9].*")));

			JsonNode end = DayClosing.awaitEnd(http, run);
			assertThat(end.get("state").asString()).isEqualTo("FAILED");
			assertThat(end.get("failure").asString())
				.isEqualTo("Gave up after 8 s of waiting for the insured ledger to take 1 events.");
			assertThat(end.at("/steps/0/state").asString()).isEqualTo("FAILED");
			assertThat(end.at("/steps/1/state").asString()).isEqualTo("WAITING");
			assertThat(http.get("/api/v1/clearing-days/" + day).json().get("state").asString()).isEqualTo("CUT_OFF");
			await().atMost(PATIENCE).until(() -> metrics(http).contains("settlement_night_waiting_seconds 0.0"));
			assertThat(metrics(http)).contains("settlement_night_runs_total{outcome=\"failed\"} 1.0");

			JsonNode health = http.get("/actuator/health").json();
			assertThat(health.at("/components/night/status").asString()).isEqualTo("FAILED");
			assertThat(health.at("/components/night/details/failure").asString()).startsWith("Gave up after 8 s");
			assertThat(health.at("/components/night/details/whatToDo").asString()).contains("close the day again");
			assertThat(http.get("/actuator/health/liveness").status()).as("a restart would not help").isEqualTo(200);
			assertThat(http.get("/console/parts", "HX-Request", "true").text()).contains("id=\"remedy-night\"");

			ledger.start();
			await().atMost(PATIENCE).until(() -> http.get("/actuator/health/readiness").status() == 200);
			assertThat(http.get("/actuator/health").json().at("/components/night/status").asString())
				.as("claims are taken all the same")
				.isEqualTo("FAILED");
			assertThat(http.call("POST", close).json().get("state").asString()).isIn("WAITING", "RUNNING");
			assertThat(DayClosing.awaitEnd(http, run).get("state").asString()).isEqualTo("COMPLETED");
			JsonNode night = http.get("/actuator/health").json().at("/components/night");
			assertThat(night.get("status").asString()).isEqualTo("UP");
			assertThat(night.at("/details/lease").asString()).isEqualTo("local");
		}
	}

	private static List<String> metrics(HttpCaller http) {
		return http.get("/actuator/prometheus").text().lines().toList();
	}

	private static ConcurrentMessageListenerContainer<?, ?> insuredLedger(Engine engine) {
		for (ConcurrentMessageListenerContainer<?, ?> listener : engine.context()
			.getBeansOfType(ConcurrentMessageListenerContainer.class)
			.values()) {
			if (ConsumerGroups.INSURED_LEDGER.equals(listener.getGroupId())) {
				return listener;
			}
		}
		throw new IllegalStateException("The engine has no insured ledger.");
	}

}
