package io.medsettle.api.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.listener.ReaderProgress;
import io.medsettle.core.kafka.Topics;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Backups of the database, restored while Kafka keeps all it had: the engine ends with
 * the same days, positions and bytes as in its first life. There are three days: the
 * first ends as usual, the others are closed early.
 */
class RestoreIT {

	private static final long SEED = 21;

	private static final int VISITS = 600;

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	/** Until the first day ends as usual. */
	private static final Duration FIRST_DAY = Duration.ofSeconds(12);

	private static final List<String> BACKUPS = List.of("before-a-natural-cut-off", "in-the-middle-of-a-night",
			"before-an-early-close");

	@TempDir(cleanup = CleanupMode.ON_SUCCESS)
	private static Path folder;

	private static Path dataDir;

	private static final List<LocalDate> days = new ArrayList<>();

	private static SortedMap<String, String> files;

	private static List<EngineClient.PublishedDay> positions;

	private static List<Instant> cutOffs;

	private static Map<String, Long> routed;

	private static Map<String, Long> announced;

	/** The life that is lived again. */
	@BeforeAll
	static void live() {
		dataDir = folder.resolve("engine");
		OffsetDateTime now = OffsetDateTime.now(ZONE);
		List<String> events = new FaultyDay(SEED, VISITS, new ReferenceRegistry(), now.minusHours(1)).events();
		Parts parts = new Parts(events);
		try (Engine engine = start(Map.of())) {
			days.add(engine.bean(ClearingDays.class).current().day());
			post(engine, parts.next());
			awaitBooks(engine);
			endSoon(engine, days.get(0));
		}
		backUp(BACKUPS.get(0));
		try (Engine engine = start(Map.of())) {
			post(engine, parts.next());
			awaitCurrentAfter(engine, days.get(0));
			post(engine, parts.next());
			awaitState(engine, days.get(0), "PROVISIONAL");
		}
		backUp(BACKUPS.get(1));
		try (Engine engine = start(Map.of())) {
			confirm(engine, days.get(0));
			post(engine, parts.next());
			awaitBooks(engine);
		}
		backUp(BACKUPS.get(2));
		try (Engine engine = start(Map.of())) {
			post(engine, parts.next());
			closeEarly(engine);
			post(engine, parts.next());
			awaitState(engine, days.get(1), "PROVISIONAL");
			confirm(engine, days.get(1));
			closeEarly(engine);
			post(engine, parts.next());
			awaitState(engine, days.get(2), "PROVISIONAL");
			confirm(engine, days.get(2));
			days.add(engine.bean(ClearingDays.class).current().day());
			positions = positions(engine);
			cutOffs = cutOffs(engine);
			routed = routed(engine);
			announced = announced(engine);
		}
		files = EngineFolder.files(dataDir);
		assertThat(positions).allSatisfy((day) -> assertThat(day.cleared()).isPositive());
	}

	@AfterAll
	static void deleteTaken() {
		days.clear();
	}

	@TestFactory
	List<DynamicTest> theRestoredEngineEndsWithTheSameBytes() {
		return BACKUPS.stream().map((backup) -> DynamicTest.dynamicTest(backup, () -> liveAgain(backup))).toList();
	}

	private void liveAgain(String backup) {
		restore(backup);
		// Another usual cut-off: what decided the days was the one before.
		try (Engine engine = start(Map.of("settlement.clearing.cut-off", "22:00"))) {
			for (LocalDate day : published()) {
				if (!engine.bean(ClearingDays.class).isSealed(day)) {
					awaitState(engine, day, "PROVISIONAL");
					confirm(engine, day);
				}
			}

			assertThat(cutOffs(engine)).isEqualTo(cutOffs);
			assertThat(positions(engine)).isEqualTo(positions);
			assertThat(EngineFolder.files(dataDir)).containsExactlyEntriesOf(files);
			// The router goes on where it was.
			assertThat(routed(engine)).isEqualTo(routed);
			assertThat(announced(engine)).isEqualTo(announced).hasSize(published().size());
		}
	}

	private static Engine start(Map<String, String> settings) {
		Map<String, String> all = new TreeMap<>(Map.of("settlement.clearing.confirmation", "true"));
		all.putAll(settings);
		return Engine.start(dataDir, all);
	}

	private static void backUp(String backup) {
		Path to = folder.resolve(backup);
		if (Database.chosen() == Database.H2) {
			copyFolder(dataDir.resolve("h2"), to.resolve("h2"));
		}
		Database.chosen().copy(dataDir, to);
	}

	/**
	 * Kafka stays, the files of what was published since are gone.
	 */
	private static void restore(String backup) {
		Path from = folder.resolve(backup);
		if (Database.chosen() == Database.H2) {
			delete(dataDir.resolve("h2"));
			copyFolder(from.resolve("h2"), dataDir.resolve("h2"));
		}
		Database.chosen().copy(from, dataDir);
		for (LocalDate day : days.subList(Math.min(1, BACKUPS.indexOf(backup)), days.size())) {
			delete(dataDir.resolve("files").resolve(day.toString()));
		}
	}

	private static void copyFolder(Path from, Path to) {
		try {
			FileSystemUtils.copyRecursively(from, to);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void delete(Path path) {
		try {
			FileSystemUtils.deleteRecursively(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Lets the day's usual cut-off be a few seconds from now, instead of midnight.
	 */
	private static void endSoon(Engine engine, LocalDate day) {
		long soonMs = Instant.now().plus(FIRST_DAY).toEpochMilli();
		engine.bean(JdbcTemplate.class)
			.update("update clearing_day set cut_off_ms = ? where day = ? and cut_off_ms > ?", soonMs, day, soonMs);
	}

	private static void post(Engine engine, List<String> events) {
		new EngineClient(engine.baseUrl()).postBatch(events);
	}

	/**
	 * Closes the current day, and returns when the next one is current.
	 */
	private static void closeEarly(Engine engine) {
		LocalDate day = engine.bean(ClearingDays.class).current().day();
		days.add(day);
		new EngineClient(engine.baseUrl()).close(day);
		awaitCurrentAfter(engine, day);
	}

	private static void awaitCurrentAfter(Engine engine, LocalDate day) {
		await().atMost(PATIENCE).until(() -> engine.bean(ClearingDays.class).current().day().isAfter(day));
	}

	private static void awaitState(Engine engine, LocalDate day, String state) {
		await().atMost(PATIENCE).until(() -> {
			HttpCaller http = new HttpCaller(engine.baseUrl());
			String run = "/api/v1/runs/night-" + day.toString().replace("-", "");
			assertThat(http.get(run).text()).doesNotContain("FAILED");
			return http.get("/api/v1/clearing-days/" + day).json().get("state").asString().equals(state);
		});
	}

	private static void confirm(Engine engine, LocalDate day) {
		HttpCaller http = new HttpCaller(engine.baseUrl());
		// Just started, an engine may not have come back to where the night waits.
		String proposal = await().atMost(PATIENCE)
			.until(() -> http.call("POST", "/api/v1/clearing-days/" + day + "/confirm"),
					(answer) -> answer.status() == 202)
			.header("Location");
		assertThat(http.call("POST", proposal + "/approve").status()).isEqualTo(200);
		String run = "/api/v1/runs/night-" + day.toString().replace("-", "");
		await().atMost(PATIENCE).until(() -> {
			HttpCaller.Answer night = http.get(run);
			assertThat(night.text()).doesNotContain("FAILED");
			return night.json().get("state").asString().equals("COMPLETED");
		});
	}

	/**
	 * Waits until the books have something of what is submitted.
	 */
	private static void awaitBooks(Engine engine) {
		await().atMost(PATIENCE)
			.until(() -> !engine.bean(ReaderProgress.class).nextOffsets(Topics.CLAIMS_ROUTED_INSURED).isEmpty()
					&& !engine.bean(ReaderProgress.class).nextOffsets(Topics.CLAIMS_ROUTED_TREATMENT).isEmpty());
	}

	/** The days that were published; the last one is the current one. */
	private static List<LocalDate> published() {
		return days.subList(0, days.size() - 1);
	}

	private static List<EngineClient.PublishedDay> positions(Engine engine) {
		EngineClient client = new EngineClient(engine.baseUrl());
		return published().stream().map(client::positions).toList();
	}

	private static List<Instant> cutOffs(Engine engine) {
		return days.stream()
			.map((day) -> engine.bean(ClearingDays.class).find(day).map(ClearingDay::cutOff).orElseThrow())
			.toList();
	}

	/** How many events stand on the topics that the router writes. */
	private static Map<String, Long> routed(Engine engine) {
		Map<String, Long> counts = new TreeMap<>();
		for (String topic : List.of(Topics.CLAIMS_ROUTED_TREATMENT, Topics.CLAIMS_ROUTED_INSURED)) {
			counts.put(topic, (long) engine.events(topic).size());
		}
		return counts;
	}

	/** How many announcements there are of each day. */
	private static Map<String, Long> announced(Engine engine) {
		return engine.events(Topics.CLEARING_PUBLISHED)
			.stream()
			.map((event) -> new String(event.value(), StandardCharsets.UTF_8))
			.map((event) -> event.substring(0, event.indexOf(',')))
			.collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
	}

	/**
	 * The events of a day in seven parts.
	 */
	private static final class Parts {

		private static final int COUNT = 7;

		private final List<String> events;

		private int taken;

		Parts(List<String> events) {
			this.events = events;
		}

		List<String> next() {
			int from = this.events.size() * this.taken / COUNT;
			this.taken++;
			return this.events.subList(from, this.events.size() * this.taken / COUNT);
		}

	}

}
