package io.medsettle.api.claims;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.medsettle.api.http.IntakeLimits;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.OpenRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

import static io.medsettle.api.claims.IntakeCalls.BATCH;
import static io.medsettle.api.claims.IntakeCalls.CLAIMS;
import static io.medsettle.api.claims.IntakeCalls.MEASURED_WITHIN;
import static io.medsettle.api.claims.IntakeCalls.NDJSON;
import static io.medsettle.api.claims.IntakeCalls.appended;
import static io.medsettle.api.claims.IntakeCalls.assertUnavailable;
import static io.medsettle.api.claims.IntakeCalls.awaitTaken;
import static io.medsettle.api.claims.IntakeCalls.claim;
import static io.medsettle.api.claims.IntakeCalls.lines;
import static io.medsettle.api.claims.IntakeCalls.postBatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What callers are told, and what they are not made to wait for, when the engine or this
 * process cannot follow.
 */
@Tag("invariant-12")
@Tag("invariant-14")
class IntakeLimitsIT {

	private static final int SEATS = 2;

	private static final int BACKLOG_MAX = 50;

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
			assertThat(postBatch(http, lines(BACKLOG_MAX + 10)).status()).isEqualTo(200);
			awaitBehind(http);
			long before = appended(engine);
			assertTurnedAway(http.post(CLAIMS, claim()), IntakeLimits.RETRY_WHEN_BEHIND);
			assertTurnedAway(postBatch(http, lines(50_000)), IntakeLimits.RETRY_WHEN_BEHIND);
			assertThat(appended(engine)).isEqualTo(before);
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
			long before = await().during(Duration.ofMillis(500)).until(() -> appended(engine), (count) -> true);
			batch.send(lines(20));
			await().during(Duration.ofSeconds(1)).until(() -> appended(engine) == before);
			router(engine).start();
			await().atMost(MEASURED_WITHIN).until(() -> appended(engine) == before + 20);
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
			assertThat(postBatch(http, lines(3)).status()).isEqualTo(200);
		}
		awaitTaken(http);
	}

	@Test
	void moreBatchesThanSeatsAreTurnedAwayAtOnce() throws IOException {
		try (OpenRequest first = OpenRequest.post(engine, BATCH, NDJSON, "");
				OpenRequest second = OpenRequest.post(engine, BATCH, NDJSON, "")) {
			first.send(lines(2));
			second.send(lines(2));
			awaitBatches(503);
			assertTurnedAway(postBatch(http, lines(1)), IntakeLimits.RETRY_SOON);
			assertThat(http.post(CLAIMS, claim()).status()).isEqualTo(202);
			first.end();
			assertThat(first.answer()).startsWith("HTTP/1.1 200").contains("\"received\":2");
		}
		awaitBatches(200);
	}

	@Test
	void callerThatAsksFirstIsSparedTheBody() throws IOException {
		try (OpenRequest first = OpenRequest.post(engine, BATCH, NDJSON, "");
				OpenRequest second = OpenRequest.post(engine, BATCH, NDJSON, "")) {
			first.send(lines(2));
			second.send(lines(2));
			awaitBatches(503);
			try (OpenRequest careful = OpenRequest.post(engine, BATCH, NDJSON, "Expect: 100-continue\r\n")) {
				assertThat(careful.answer()).startsWith("HTTP/1.1 503");
			}
		}
		awaitBatches(200);
	}

	private static void awaitBatches(int status) {
		await().atMost(MEASURED_WITHIN).until(() -> postBatch(http, lines(1)).status() == status);
	}

	private static void awaitBehind(HttpCaller caller) {
		await().atMost(MEASURED_WITHIN).until(() -> postBatch(caller, "").status() == 503);
	}

	private static void assertTurnedAway(Answer answer, Duration retryAfter) {
		assertUnavailable(answer, retryAfter);
		assertThat(answer.json().get("detail").asString()).endsWith("Nothing of this request was taken.");
	}

	private static ConcurrentMessageListenerContainer<?, ?> router(Engine of) {
		return of.context().getBean("routerContainer", ConcurrentMessageListenerContainer.class);
	}

}
