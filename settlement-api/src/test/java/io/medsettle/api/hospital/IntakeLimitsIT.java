package io.medsettle.api.hospital;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.OpenRequest;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.core.topic.KafkaClients;
import io.medsettle.core.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What callers are told, and what they are not made to wait for, when the engine or this
 * process cannot follow.
 */
class IntakeLimitsIT {

	private static final String CLAIMS = "/api/v1/claims";

	private static final String BATCH = "/api/v1/claims/batch";

	private static final String NDJSON = "application/x-ndjson";

	private static final int SEATS = 2;

	private static final int BACKLOG_MAX = 50;

	/** The backlog is measured every three seconds; a busy machine takes longer. */
	private static final Duration MEASURED_WITHIN = Duration.ofSeconds(60);

	private static final Map<String, String> SETTINGS = Map.of("settlement.intake.requests-limit", "" + SEATS,
			"settlement.intake.batches-limit", "" + SEATS, "settlement.intake.backlog-events-limit", "" + BACKLOG_MAX);

	@TempDir
	private static Path folder;

	private static Engine engine;

	private static HttpCaller http;

	@BeforeAll
	static void start() {
		engine = Engine.start(folder.resolve("data"), SETTINGS);
		http = new HttpCaller(engine.baseUrl());
	}

	@AfterAll
	static void stop() {
		engine.close();
	}

	@BeforeEach
	void catchUp() {
		awaitTaken(http);
	}

	@Test
	void nothingIsTakenWhileTooManyEventsWait() {
		router(engine).stop();
		try {
			assertThat(http.post(BATCH, NDJSON, lines(BACKLOG_MAX + 10).getBytes()).status()).isEqualTo(200);
			awaitBehind(http);
			long before = appended();
			assertTurnedAway(http.post(CLAIMS, claim()), IntakeLimits.RETRY_WHEN_BEHIND);
			assertTurnedAway(http.post(BATCH, NDJSON, lines(50_000).getBytes()), IntakeLimits.RETRY_WHEN_BEHIND);
			assertThat(appended()).isEqualTo(before);
		}
		finally {
			router(engine).start();
		}
		awaitTaken(http);
	}

	@Test
	void nothingIsTakenWhileOneEventWaitsForTooLong(@TempDir Path other) {
		try (Engine impatient = Engine.start(other.resolve("data"),
				Map.of("settlement.intake.backlog-age-limit", "1s"))) {
			HttpCaller caller = new HttpCaller(impatient.baseUrl());
			router(impatient).stop();
			assertThat(caller.post(CLAIMS, claim()).status()).isEqualTo(202);
			awaitBehind(caller);
			assertTurnedAway(caller.post(CLAIMS, claim()), IntakeLimits.RETRY_WHEN_BEHIND);
			router(impatient).start();
			awaitTaken(caller);
		}
	}

	@Test
	void batchIsLeftUnreadWhileTheEngineIsBehindAndThenGoesOn() throws Exception {
		router(engine).stop();
		try (OpenRequest batch = OpenRequest.post(engine, BATCH, NDJSON, "")) {
			batch.send(lines(BACKLOG_MAX + 10));
			awaitBehind(http);
			// One line may be awaited already.
			batch.send(lines(1));
			long before = await().during(Duration.ofMillis(500)).until(IntakeLimitsIT::appended, (count) -> true);
			batch.send(lines(20));
			await().during(Duration.ofSeconds(1)).until(() -> appended() == before);
			router(engine).start();
			await().atMost(MEASURED_WITHIN).until(() -> appended() == before + 20);
			batch.end();
			assertThat(batch.answer()).startsWith("HTTP/1.1 200").contains("\"received\":" + (BACKLOG_MAX + 31));
		}
		finally {
			router(engine).start();
		}
		awaitTaken(http);
	}

	@Test
	void moreRequestsThanSeatsAreTurnedAwayAtOnce() throws IOException {
		try (OpenRequest first = OpenRequest.post(engine, CLAIMS, "application/json", "");
				OpenRequest second = OpenRequest.post(engine, CLAIMS, "application/json", "")) {
			first.send("{");
			second.send("{");
			await().atMost(MEASURED_WITHIN).until(() -> http.post(CLAIMS, claim()).status() == 503);
			assertTurnedAway(http.post(CLAIMS, claim()), Duration.ofSeconds(1));
			assertThat(http.post(BATCH, NDJSON, lines(3).getBytes()).status()).isEqualTo(200);
		}
		awaitTaken(http);
	}

	@Test
	void moreBatchesThanSeatsAreTurnedAwayAtOnce() throws IOException {
		try (OpenRequest first = OpenRequest.post(engine, BATCH, NDJSON, "");
				OpenRequest second = OpenRequest.post(engine, BATCH, NDJSON, "")) {
			first.send(lines(2));
			second.send(lines(2));
			await().atMost(MEASURED_WITHIN).until(() -> http.post(BATCH, NDJSON, lines(1).getBytes()).status() == 503);
			assertTurnedAway(http.post(BATCH, NDJSON, lines(1).getBytes()), IntakeLimits.RETRY_SOON);
			assertThat(http.post(CLAIMS, claim()).status()).isEqualTo(202);
			first.end();
			assertThat(first.answer()).startsWith("HTTP/1.1 200").contains("\"received\":2");
		}
		await().atMost(MEASURED_WITHIN).until(() -> http.post(BATCH, NDJSON, lines(1).getBytes()).status() == 200);
	}

	@Test
	void callerThatAsksFirstIsSparedTheBody() throws IOException {
		try (OpenRequest first = OpenRequest.post(engine, BATCH, NDJSON, "");
				OpenRequest second = OpenRequest.post(engine, BATCH, NDJSON, "")) {
			first.send(lines(2));
			second.send(lines(2));
			await().atMost(MEASURED_WITHIN).until(() -> http.post(BATCH, NDJSON, lines(1).getBytes()).status() == 503);
			try (OpenRequest careful = OpenRequest.post(engine, BATCH, NDJSON, "Expect: 100-continue\r\n")) {
				assertThat(careful.answer()).startsWith("HTTP/1.1 503");
			}
		}
		await().atMost(MEASURED_WITHIN).until(() -> http.post(BATCH, NDJSON, lines(1).getBytes()).status() == 200);
	}

	private static void awaitBehind(HttpCaller caller) {
		await().atMost(MEASURED_WITHIN).until(() -> caller.post(BATCH, NDJSON, new byte[0]).status() == 503);
	}

	private static void awaitTaken(HttpCaller caller) {
		await().atMost(MEASURED_WITHIN).until(() -> caller.post(CLAIMS, claim()).status() == 202);
	}

	private static void assertTurnedAway(Answer answer, Duration retryAfter) {
		assertUnavailable(answer, retryAfter);
		assertThat(answer.json().get("detail").asString()).endsWith("Nothing of this request was taken.");
	}

	private static void assertUnavailable(Answer answer, Duration retryAfter) {
		assertThat(answer.status()).as(answer::toString).isEqualTo(503);
		assertThat(answer.header("Retry-After")).isEqualTo("" + retryAfter.toSeconds());
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		assertThat(answer.json().get("code").asString()).isEqualTo("UNAVAILABLE");
	}

	private static ConcurrentMessageListenerContainer<?, ?> router(Engine of) {
		return of.context().getBean("routerContainer", ConcurrentMessageListenerContainer.class);
	}

	/** How many events Kafka has. */
	private static long appended() {
		try (Admin admin = engine.bean(KafkaClients.class).admin()) {
			Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, 3)
				.mapToObj((partition) -> new TopicPartition(Topics.CLAIMS_SUBMITTED, partition))
				.collect(Collectors.toMap((partition) -> partition, (partition) -> OffsetSpec.latest()));
			return admin.listOffsets(ends).all().get().values().stream().mapToLong((end) -> end.offset()).sum();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String claim() {
		return SampleClaim.settlement().toString();
	}

	private static String lines(int count) {
		return IntStream.range(0, count).mapToObj((number) -> claim() + "\n").collect(Collectors.joining());
	}

}
