package io.medsettle.api.flow;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.batch.await.EventAccounts;
import io.medsettle.core.ledger.DayIntakes;
import io.medsettle.core.day.ClearingDays;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A hospital leaves a transaction open and says no more. It holds back who stands behind
 * it, is seen and named while it does, for no longer than the broker allows, and the
 * night that waited for it goes on by itself.
 */
@Tag("invariant-14")
class OpenTransactionIT {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final String ALLOWED = "20s";

	@Test
	void itIsNamedAndOverSoonAndTheNightGoesOn(@TempDir Path folder) throws Exception {
		try (Engine engine = Engine.start(folder,
				Map.of("settlement.broker.transaction-max-timeout", ALLOWED, "settlement.intake.backlog-age-limit",
						"2s", "settlement.clearing.await-timeout", "2s", "settlement.clearing.retry-interval", "1s"));
				KafkaProducer<String, String> silent = silentHospital(engine)) {
			HttpCaller http = new HttpCaller(engine.baseUrl());
			silent.initTransactions();
			silent.beginTransaction();
			silent
				.send(new ProducerRecord<>("claims.submitted", SampleClaim.HOSPITAL,
						SampleClaim.settlement().toString()))
				.get(20, TimeUnit.SECONDS);
			assertThat(http.post("/api/v1/claims", SampleClaim.settlement().toString()).status()).isEqualTo(202);
			LocalDate day = engine.bean(ClearingDays.class).current().day();
			String run = http.call("POST", "/api/v1/clearing-days/" + day + "/close").header("Location");

			await().atMost(PATIENCE)
				.until(() -> http.post("/api/v1/claims", SampleClaim.settlement().toString()).status() == 503);
			assertThat(metric(http, "settlement_leg_lag_offsets{leg=\"router\"}")).isGreaterThanOrEqualTo(2);
			assertThat(metric(http, "settlement_leg_lag_seconds{leg=\"router\"}")).isPositive();
			await().atMost(PATIENCE)
				.until(() -> http.get(run).json().get("state").asString(), (state) -> state.equals("FAILED"));
			assertThat(http.get(run).json().get("failure").asString()).matches(
					"Gave up after 2 s of waiting for the router to take \\d+ events submitted before the cut-off.");
			await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> status(http).equals("DELAYED"));
			Answer health = http.get("/actuator/health");
			assertThat(health.status()).isEqualTo(200);
			// The night is graver when it has given up waiting, and is tried again.
			assertThat(health.json().get("status").asString()).isIn("DELAYED", "FAILED");
			assertThat(details(health)).contains("transactional id silent-hospital, producer ", ", open since 20");
			assertThat(metric(http, "settlement_transaction_open_seconds")).isPositive();
			assertThat(http.get("/actuator/health/readiness").status()).isEqualTo(200);

			await().atMost(PATIENCE)
				.until(() -> http.get(run).json().get("state").asString(), (state) -> state.equals("COMPLETED"));
			EventAccounts accounts = engine.bean(EventAccounts.class);
			assertThat(accounts.submitted(day)).isPositive().isEqualTo(engine.bean(DayIntakes.class).of(day).events());
			await().atMost(PATIENCE).until(() -> status(http).equals("UP"));
			assertThat(metric(http, "settlement_transaction_open_seconds")).isZero();
		}
	}

	private static KafkaProducer<String, String> silentHospital(Engine engine) {
		return new KafkaProducer<>(Map.of("bootstrap.servers", engine.bootstrapServers(), "transactional.id",
				"silent-hospital", "transaction.timeout.ms", 20_000), new StringSerializer(), new StringSerializer());
	}

	private static String status(HttpCaller http) {
		return transactions(http.get("/actuator/health")).get("status").asString();
	}

	private static String details(Answer health) {
		return transactions(health).get("details").toString();
	}

	private static JsonNode transactions(Answer health) {
		return health.json().at("/components/transactions");
	}

	private static double metric(HttpCaller http, String name) {
		return http.get("/actuator/prometheus")
			.text()
			.lines()
			.filter((line) -> line.startsWith(name + " "))
			.mapToDouble((line) -> Double.parseDouble(line.substring(name.length() + 1)))
			.findFirst()
			.orElseThrow();
	}

}
