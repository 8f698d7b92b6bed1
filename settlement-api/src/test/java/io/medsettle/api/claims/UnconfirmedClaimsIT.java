package io.medsettle.api.claims;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import io.medsettle.api.http.IntakeLimits;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.OpenRequest;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.kafka.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.medsettle.api.claims.IntakeCalls.BATCH;
import static io.medsettle.api.claims.IntakeCalls.CLAIMS;
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
 * What becomes of claims that Kafka does not confirm in time, or at all: a quota makes
 * the broker slow, and a limit makes it refuse.
 */
@Tag("invariant-1")
class UnconfirmedClaimsIT {

	/**
	 * With this, what one batch may have on its way keeps the broker for some ten
	 * seconds.
	 */
	private static final double SLOW_BYTES_A_SECOND = 2_000;

	@TempDir
	private static Path folder;

	private static Engine engine;

	private static HttpCaller http;

	@BeforeAll
	static void start() {
		engine = Engine.start(folder.resolve("data"), Map.of("settlement.intake.batches-limit", "64"));
		http = new HttpCaller(engine.baseUrl());
	}

	@AfterAll
	static void stop() {
		engine.close();
	}

	@Test
	void singleClaimIsGivenUpSoonAndBatchIsLeftUnreadUntilKafkaConfirms() throws Exception {
		String thousand = lines(1000);
		int thousands = 60;
		slowDown(SLOW_BYTES_A_SECOND);
		AtomicInteger sent = new AtomicInteger();
		try (OpenRequest batch = OpenRequest.post(engine, BATCH, NDJSON, "")) {
			CompletableFuture<Void> sending = CompletableFuture
				.runAsync(() -> sendAll(batch, thousand, thousands, sent));
			awaitStandstill(sent);
			assertThat(sent.get()).isBetween(1, thousands - 1);

			long startNanos = System.nanoTime();
			assertUnavailable(http.post(CLAIMS, claim()), IntakeLimits.RETRY_SOON);
			assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(20));

			slowDown(null);
			sending.join();
			batch.end();
			assertThat(batch.answer()).startsWith("HTTP/1.1 200").contains("\"received\":" + thousands * 1000);
		}
		finally {
			slowDown(null);
		}
	}

	@Test
	void batchThatKafkaRefusesSaysHowManyWereTaken() {
		awaitTaken(http);
		byte[] noise = new byte[20_000];
		new Random(20261120).nextBytes(noise);
		String large = SampleClaim.settlement().put("note", Base64.getEncoder().encodeToString(noise)).toString();
		configure("max.message.bytes", "5000");
		try {
			await().atMost(Duration.ofSeconds(30)).until(() -> http.post(CLAIMS, large).status() == 503);
			long before = appended(engine);
			Answer answer = postBatch(http, lines(5) + large + "\n" + lines(50_000));
			assertUnavailable(answer, IntakeLimits.RETRY_SOON);
			long received = answer.json().get("received").asLong();
			assertThat(received).isEqualTo(appended(engine) - before).isBetween(5L, 50_000L);
			assertThat(answer.json().get("linesRead").asLong()).isBetween(6L, 50_000L);
			assertThat(answer.json().get("detail").asString()).contains(received + " claims were taken");
		}
		finally {
			configure("max.message.bytes", "1048588");
		}
		awaitTaken(http);
	}

	private static void awaitStandstill(AtomicInteger sent) {
		AtomicInteger before = new AtomicInteger();
		await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(1500)).until(() -> {
			int now = sent.get();
			return now > 0 && before.getAndSet(now) == now;
		});
	}

	private static void sendAll(OpenRequest batch, String lines, int times, AtomicInteger sent) {
		try {
			for (int i = 0; i < times; i++) {
				batch.send(lines);
				sent.incrementAndGet();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Has the broker take no more of the intake's bytes than that; null for no limit. */
	private static void slowDown(@Nullable Double bytesPerSecond) {
		ClientQuotaEntity intake = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, "medsettle-intake-1"));
		try (Admin admin = engine.bean(KafkaClients.class).admin()) {
			admin.alterClientQuotas(List.of(new ClientQuotaAlteration(intake,
					List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond)))))
				.all()
				.get();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Changes how the topic of submitted claims behaves, in a moment. */
	private static void configure(String name, String value) {
		try (Admin admin = engine.bean(KafkaClients.class).admin()) {
			admin
				.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, Topics.CLAIMS_SUBMITTED),
						List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
				.all()
				.get();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
