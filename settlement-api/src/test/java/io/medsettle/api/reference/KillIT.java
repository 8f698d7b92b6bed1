package io.medsettle.api.reference;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.EngineJar;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code kill -9}, again and again, while claims come in, while they are posted and while
 * the night runs: in the end the engine stands where an undisturbed one stands, to the
 * fen and to the byte. {@code KilledStepsIT}, a proof, kills in each step.
 */
@Tag("invariant-9")
class KillIT {

	private static final long SEED = 9;

	private static final int VISITS = 6_000;

	private static final int BATCH = 400;

	private static final int INTAKE_KILLS = 1;

	private static final int POSTING_KILLS = 2;

	private static final int NIGHT_KILLS_MAX = 4;

	private static final Duration NIGHT_MAX = Duration.ofMinutes(2);

	private static final Map<String, String> SETTINGS = Map.of("settlement.registry.cities",
			"classpath:registry/cities.csv", "settlement.registry.hospitals", "classpath:registry/hospitals.csv",
			"settlement.topics.partitions", "3", "settlement.ledger.batch-size", "500",
			"settlement.clearing.close-future-days", "true");

	private final SplittableRandom random = new SplittableRandom(SEED);

	private final ReferenceRegistry registry = new ReferenceRegistry();

	@Test
	@Timeout(480)
	void killedEngineEndsWhereAnUndisturbedOneEnds(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
		FaultyDay faulty = new FaultyDay(SEED, VISITS, this.registry,
				OffsetDateTime.now(ZoneId.of("Asia/Shanghai")).minusHours(1));
		LocalDate day = takeIn(faulty.events(), folder.resolve("taken"));
		for (String copy : List.of("undisturbed", "killed")) {
			EngineFolder.copy(folder.resolve("taken"), folder.resolve(copy));
			Database.chosen().copy(folder.resolve("taken"), folder.resolve(copy));
		}

		CompletableFuture<EngineClient.PublishedDay> other = CompletableFuture
			.supplyAsync(() -> runUndisturbed(folder.resolve("undisturbed"), day));
		EngineClient.PublishedDay killed = runKilled(folder.resolve("killed"), day);
		EngineClient.PublishedDay undisturbed = other.join();

		assertThat(killed).isEqualTo(undisturbed);
		assertThat(EngineFolder.files(folder.resolve("killed")))
			.containsExactlyEntriesOf(EngineFolder.files(folder.resolve("undisturbed")));
		ReferenceEngine reference = new ReferenceEngine(this.registry, Instant.now(), Duration.ofDays(365));
		faulty.events().forEach(reference::take);
		ReferenceResult expected = reference.close();
		assertThat(killed.claims()).isEqualTo(expected.claims());
		assertThat(killed.obligations()).isEqualTo(expected.obligations());
		assertThat(killed.net()).isEqualTo(expected.net());
	}

	/**
	 * Sends the events to an engine that only takes them in, and kills it in the middle.
	 * What was not confirmed is sent again; what was confirmed is not.
	 */
	private LocalDate takeIn(List<String> events, Path dataDir) {
		Set<Integer> killedAt = new HashSet<>();
		while (killedAt.size() < INTAKE_KILLS) {
			killedAt.add(this.random.nextInt(events.size() / BATCH));
		}
		Map<String, String> onlyIntake = Map.of("settlement.roles", "api");
		try (EngineJar engine = EngineJar.startedOften(dataDir, SETTINGS)) {
			engine.start(onlyIntake);
			EngineClient client = engine.client();
			LocalDate day = client.currentDay();
			for (int batch = 0; batch * BATCH < events.size(); batch++) {
				List<String> part = events.subList(batch * BATCH, Math.min(events.size(), (batch + 1) * BATCH));
				Thread killer = killedAt.contains(batch) ? killSoon(engine) : null;
				if (killer != null) {
					post(client, part);
					join(killer);
					engine.start(onlyIntake);
				}
				while (!post(client, part)) {
					EngineJar.pause(100);
				}
			}
			client.close(day);
			// A cut-off lies a moment ahead; without the night nothing else happens.
			await().atMost(Duration.ofSeconds(30)).until(() -> !client.currentDay().equals(day));
			assertThat(engine.stop()).isIn(0, 143);
			return day;
		}
	}

	private EngineClient.PublishedDay runUndisturbed(Path dataDir, LocalDate day) {
		try (EngineJar engine = EngineJar.startedOften(dataDir, SETTINGS)) {
			engine.start(Map.of());
			return published(engine, day);
		}
	}

	private EngineClient.PublishedDay runKilled(Path dataDir, LocalDate day) {
		try (EngineJar engine = EngineJar.startedOften(dataDir, SETTINGS)) {
			for (int i = 0; i < POSTING_KILLS; i++) {
				engine.start(Map.of());
				EngineJar.pause(this.random.nextInt(1_200));
				engine.kill();
			}
			Set<String> killedSteps = new HashSet<>();
			for (int i = 0; i < NIGHT_KILLS_MAX; i++) {
				engine.start(Map.of());
				String step = awaitOtherStep(engine.client(), day, killedSteps);
				if (step.isEmpty()) {
					break;
				}
				EngineJar.pause(this.random.nextInt(60));
				engine.kill();
				killedSteps.add(step);
			}
			assertThat(killedSteps).as("steps of the night in which the engine was killed")
				.hasSizeGreaterThanOrEqualTo(2);
			if (!engine.process().isAlive()) {
				engine.start(Map.of());
			}
			return published(engine, day);
		}
	}

	/**
	 * Waits for a step to run that is not among the given; empty when all is published.
	 */
	private static String awaitOtherStep(EngineClient client, LocalDate day, Set<String> known) {
		String run = "/runs/night-" + day.toString().replace("-", "");
		long deadline = System.nanoTime() + NIGHT_MAX.toNanos();
		while (System.nanoTime() < deadline) {
			JsonNode night = client.get(run);
			for (JsonNode step : night.get("steps")) {
				String name = step.get("name").asString();
				if (step.hasNonNull("startedAt") && !step.hasNonNull("endedAt") && !known.contains(name)) {
					return name;
				}
			}
			if (client.get("/clearing-days/" + day).get("state").asString().matches("PUBLISHED|ACKNOWLEDGED")) {
				return "";
			}
			EngineJar.pause(5);
		}
		throw new IllegalStateException("No step of the night began within " + NIGHT_MAX + ".");
	}

	private static EngineClient.PublishedDay published(EngineJar engine, LocalDate day) {
		EngineClient client = engine.client();
		client.awaitPublished(day, NIGHT_MAX);
		EngineClient.PublishedDay published = client.positions(day);
		engine.stop();
		return published;
	}

	private Thread killSoon(EngineJar engine) {
		int delayMs = this.random.nextInt(40);
		return Thread.ofPlatform().start(() -> {
			EngineJar.pause(delayMs);
			engine.kill();
		});
	}

	private static boolean post(EngineClient client, List<String> events) {
		try {
			client.postBatch(events);
			return true;
		}
		catch (UncheckedIOException | IllegalStateException ex) {
			return false;
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
