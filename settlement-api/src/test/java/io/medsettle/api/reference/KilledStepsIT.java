package io.medsettle.api.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.EngineJar;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code kill -9} behind each step of the night and in the middle of each: the night that
 * goes on publishes the same bytes as one that nothing has happened to.
 */
@Tag("invariant-9")
@Tag("proof")
class KilledStepsIT {

	private static final long SEED = 11;

	private static final int VISITS = 20_000;

	private static final int BATCH = 1_000;

	/** A step may have ended before the process is dead; then it is tried again. */
	private static final int TRIES = 6;

	private static final Duration NIGHT_MAX = Duration.ofMinutes(2);

	private static final Map<String, String> SETTINGS = Map.of("settlement.registry.cities",
			"classpath:registry/cities.csv", "settlement.registry.hospitals", "classpath:registry/hospitals.csv",
			"settlement.topics.partitions", "3", "settlement.clearing.close-future-days", "true");

	private static final Pattern DONE = Pattern
		.compile("\\S+T(\\d\\d:\\d\\d:\\d\\d\\.\\d{3})Z .* Night \\S+: (\\S+) done in .*");

	private static final List<String> STEPS = List.of("await", "reconcile", "statements", "carry-forward", "clear",
			"files", "publish", "announce");

	@TempDir
	private static Path folder;

	private static LocalDate day;

	private static EngineClient.PublishedDay undisturbed;

	private static SortedMap<String, String> undisturbedFiles;

	/** How long each step took, with nothing killed. */
	private static Map<String, Duration> durations;

	@BeforeAll
	static void runUndisturbed() {
		List<String> events = new FaultyDay(SEED, VISITS, new ReferenceRegistry(),
				OffsetDateTime.now(ZoneId.of("Asia/Shanghai")).minusHours(1))
			.events();
		try (EngineJar engine = EngineJar.startedOften(taken(), SETTINGS)) {
			engine.start(Map.of("settlement.clearing.automatic", "false"));
			EngineClient client = engine.client();
			day = client.currentDay();
			for (int from = 0; from < events.size(); from += BATCH) {
				client.postBatch(events.subList(from, Math.min(events.size(), from + BATCH)));
			}
			engine.stop();
			engine.start(Map.of("settlement.roles", "api"));
			engine.client().close(day);
			// A cut-off lies a moment ahead; without the night nothing else happens.
			await(() -> !engine.client().currentDay().equals(day));
			engine.stop();
		}
		try (EngineJar engine = copy("undisturbed")) {
			engine.start(Map.of());
			undisturbed = published(engine);
			durations = durations(engine.log());
		}
		undisturbedFiles = EngineFolder.files(folder.resolve("undisturbed"));
	}

	@ParameterizedTest
	@MethodSource("places")
	void publishesTheSameBytes(Place place) {
		String name = place.toString().replace(' ', '-');
		for (int tries = 1; tries <= TRIES; tries++) {
			try (EngineJar engine = copy(name)) {
				if (killed(engine, place)) {
					engine.start(Map.of());
					assertThat(published(engine)).isEqualTo(undisturbed);
					assertThat(EngineFolder.files(folder.resolve(name))).containsExactlyEntriesOf(undisturbedFiles);
					return;
				}
			}
			finally {
				remove(name);
			}
		}
		throw new AssertionError("The engine could not be killed " + place + " in " + TRIES + " tries.");
	}

	static Stream<Place> places() {
		return STEPS.stream().flatMap((step) -> Stream.of(Moment.values()).map((moment) -> new Place(moment, step)));
	}

	/**
	 * Starts the engine and kills it where it is to be killed.
	 * @return whether that is where it died
	 */
	private static boolean killed(EngineJar engine, Place place) {
		int number = STEPS.indexOf(place.step());
		boolean behind = place.moment() == Moment.BEHIND;
		Thread start = Thread.ofPlatform().start(() -> {
			try {
				engine.start(Map.of());
			}
			catch (IllegalStateException ex) {
				// It was killed before it was ready.
			}
		});
		await(() -> engine.process() != null);
		int steps = behind ? number + 1 : number;
		await(() -> stepsDone(engine.log()).size() >= steps);
		if (!behind) {
			EngineJar.pause(durations.get(place.step()).toMillis() / 2);
		}
		engine.kill();
		join(start);
		return stepsDone(engine.log()).size() == steps;
	}

	private static void remove(String name) {
		try {
			FileSystemUtils.deleteRecursively(folder.resolve(name));
			Files.deleteIfExists(folder.resolve(name + ".log"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static EngineJar copy(String name) {
		EngineFolder.copy(taken(), folder.resolve(name));
		Database.chosen().copy(taken(), folder.resolve(name));
		return EngineJar.startedOften(folder.resolve(name), SETTINGS);
	}

	private static Path taken() {
		return folder.resolve("taken");
	}

	private static EngineClient.PublishedDay published(EngineJar engine) {
		EngineClient client = engine.client();
		client.awaitPublished(day, NIGHT_MAX);
		EngineClient.PublishedDay published = client.positions(day);
		await(() -> stepsDone(engine.log()).stream().anyMatch((done) -> done.group(2).equals("announce")));
		engine.stop();
		return published;
	}

	/** The time between the ends of two steps is what the later took. */
	private static Map<String, Duration> durations(Path log) {
		Map<String, Duration> durations = new LinkedHashMap<>();
		LocalTime before = null;
		for (Matcher done : stepsDone(log)) {
			LocalTime at = LocalTime.parse(done.group(1));
			durations.put(done.group(2), (before != null) ? Duration.between(before, at) : Duration.ofMillis(200));
			before = at;
		}
		assertThat(durations.keySet()).containsExactlyElementsOf(STEPS);
		return durations;
	}

	private static List<Matcher> stepsDone(Path log) {
		try {
			return Files.exists(log)
					? Files.readAllLines(log).stream().map(DONE::matcher).filter(Matcher::matches).toList() : List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void await(BooleanSupplier condition) {
		long deadline = System.nanoTime() + NIGHT_MAX.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("It has not come to that within " + NIGHT_MAX + ".");
			}
			EngineJar.pause(1);
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

	/** Where in a step it happens. */
	enum Moment {

		/** Half of its usual time after it began. */
		IN,

		/** At its end. */
		BEHIND

	}

	/** A moment and the step it is of. */
	record Place(Moment moment, String step) {

		@Override
		public String toString() {
			return ((this.moment == Moment.IN) ? "in the middle of " : "behind ") + this.step;
		}

	}

}
