package io.medsettle.api.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.medsettle.api.benchmark.ClaimStream;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.EngineJar;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine as it starts by itself, on its own broker and database, for hours: a few
 * claims at a time, thirty nights, and a pool that renews its connections all the time.
 * {@code -Dmedsettle.proof.minutes} says how long.
 */
@Tag("proof")
@Timeout(value = 1, unit = TimeUnit.DAYS)
class LongLifeIT {

	private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("medsettle.proof.minutes", 120));

	private static final Duration CLAIM_EVERY = Duration.ofSeconds(2);

	private static final int NIGHTS = 30;

	/** Four minutes of two hours. */
	private static final Duration NIGHT_EVERY = LENGTH.dividedBy(NIGHTS);

	private static final Duration NIGHT_MAX = Duration.ofMinutes(5);

	/** The shortest life that the pool allows. */
	private static final Duration CONNECTION_LIFE = Duration.ofSeconds(30);

	private static final Map<String, String> SETTINGS = Map.of("settlement.registry.cities",
			"classpath:registry/cities.csv", "settlement.registry.hospitals", "classpath:registry/hospitals.csv",
			"settlement.clearing.close-future-days", "true", "spring.datasource.hikari.keepalive-time", "0",
			"spring.datasource.hikari.max-lifetime", String.valueOf(CONNECTION_LIFE.toMillis()));

	private static final String CONNECTIONS_MADE = "hikaricp_connections_creation_seconds_count{";

	/** Of the embedded broker to itself, on a machine that has no time for it. */
	private static final String LATE_HEARTBEAT = "processExpiredBrokerHeartbeat";

	/** What the JVM reports for a process ended by SIGTERM: 128 + 15. */
	private static final int TERMINATED = 143;

	private final ClaimStream stream = new ClaimStream();

	private final List<String> addresses = new ArrayList<>();

	private final List<LocalDate> days = new ArrayList<>();

	@Test
	void everyClaimClearsInOneDayAndEveryDayHolds(@TempDir Path folder) throws IOException {
		try (EngineJar engine = new EngineJar(folder.resolve("data"), List.of("-Xmx1g"), SETTINGS)) {
			engine.start(Map.of());
			HttpCaller http = new HttpCaller(engine.baseUrl());
			live(http, engine.client());

			assertThat(connectionsMade(http)).isGreaterThan(LENGTH.dividedBy(CONNECTION_LIFE));
			assertEveryClaimCleared(http, engine.client());
			this.days.forEach((day) -> assertHolds(http, day));
			assertThat(complaints(engine.log())).isEmpty();
			assertThat(engine.stop()).isEqualTo(TERMINATED);
		}
	}

	private void live(HttpCaller http, EngineClient client) {
		long start = System.nanoTime();
		Duration night = NIGHT_EVERY;
		for (Duration age = Duration.ZERO; age.compareTo(LENGTH) < 0; age = Duration
			.ofNanos(System.nanoTime() - start)) {
			submit(http);
			EngineJar.pause(CLAIM_EVERY.toMillis());
			if (age.compareTo(night) >= 0) {
				close(client);
				night = night.plus(NIGHT_EVERY);
			}
		}
		close(client);
	}

	private void submit(HttpCaller http) {
		for (ProducerRecord<byte[], byte[]> event : this.stream.next(1)) {
			Answer answer = http.post("/api/v1/claims", new String(event.value(), StandardCharsets.UTF_8), "Prefer",
					"wait=30");
			// On a machine that has much else to do it may not be posted yet.
			assertThat(answer.status()).as(answer::toString).isIn(200, 202);
			JsonNode receipt = answer.json();
			assertThat(receipt.get("status").asString()).isIn("POSTED", "RECEIVED");
			this.addresses.add("/api/v1/claims/" + receipt.get("hospitalCode").asString() + "/"
					+ receipt.get("claimNo").asString());
		}
	}

	private void close(EngineClient client) {
		LocalDate day = client.currentDay();
		client.close(day);
		client.awaitPublished(day, NIGHT_MAX);
		this.days.add(day);
	}

	private void assertEveryClaimCleared(HttpCaller http, EngineClient client) {
		Map<String, Long> clearedFen = new TreeMap<>();
		long cleared = 0;
		for (LocalDate day : this.days) {
			EngineClient.PublishedDay published = client.positions(day);
			published.obligations().forEach((pair, fen) -> clearedFen.merge(pair, fen, Math::addExact));
			cleared += published.cleared();
		}
		assertThat(cleared).isEqualTo(this.stream.claims());
		assertThat(clearedFen).isEqualTo(this.stream.owedFen());
		assertThat(this.addresses).allSatisfy(
				(address) -> assertThat(http.get(address).json().get("clearing").asString()).isEqualTo("CLEARED"));
	}

	private static void assertHolds(HttpCaller http, LocalDate day) {
		Answer verified = http.call("POST", "/api/v1/clearing-days/" + day + "/verify");
		assertThat(verified.status()).as(verified::toString).isEqualTo(200);
		assertThat(verified.json().get("state").asString()).as(verified::toString).isEqualTo("HOLDS");
	}

	private static List<String> complaints(Path log) throws IOException {
		return Files.readAllLines(log)
			.stream()
			.filter((line) -> line.contains(" ERROR ") || line.contains(" WARN "))
			.filter((line) -> !line.contains(LATE_HEARTBEAT))
			.toList();
	}

	private static long connectionsMade(HttpCaller http) {
		return http.get("/actuator/prometheus")
			.text()
			.lines()
			.filter((line) -> line.startsWith(CONNECTIONS_MADE))
			.map((line) -> line.substring(line.lastIndexOf(' ') + 1))
			.mapToLong((count) -> (long) Double.parseDouble(count))
			.sum();
	}

}
