package io.medsettle.api.benchmark;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.medsettle.api.testing.EngineJar;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays the example day on the executable jar with an empty data folder, and measures it:
 * {@code mvn -q verify -Pbenchmark}. Takes the heap of the engine from the system
 * property {@code benchmark.heap}. Compares with what the machine can do at all: the same
 * rows inserted without an engine, in the same run.
 */
public final class ExampleDayBenchmark {

	/** Posted claims of the example day; each has a leg on either side. */
	private static final long POSTED = 268_050;

	private static final Duration DAY_MAX = Duration.ofMinutes(10);

	private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->(\\d+)M\\((\\d+)M\\)");

	private final Path folder = Path.of("target", "benchmark").toAbsolutePath();

	private final Map<String, Object> figures = new LinkedHashMap<>();

	private ExampleDayBenchmark() {
	}

	public static void main(String[] arguments) throws IOException {
		new ExampleDayBenchmark().run();
	}

	private void run() throws IOException {
		deleteFolder();
		Files.createDirectories(this.folder);
		String heap = System.getProperty("benchmark.heap", "768m");
		this.figures.put("processors", Runtime.getRuntime().availableProcessors());
		this.figures.put("heap limit", heap);
		Path gcLog = this.folder.resolve("gc.log");
		List<String> jvm = List.of("-Xmx" + heap, "-XX:+UseParallelGC", "-Xlog:gc:file=" + gcLog);
		try (EngineJar engine = new EngineJar(this.folder.resolve("data"), jvm,
				Map.of("spring.profiles.active", "demo"))) {
			long start = System.nanoTime();
			Duration ready = engine.start(Map.of());
			Properties playback = awaitPublished(start);
			Duration total = Duration.ofNanos(System.nanoTime() - start);
			this.figures.put("ready s", seconds(ready));
			loadFigures(playback);
			nightFigures(engine, LocalDate.parse(playback.getProperty("closedDay")));
			this.figures.put("night s", Long.parseLong(playback.getProperty("nightMs")) / 1000.0);
			this.figures.put("start to published s", seconds(total));
			engine.stop();
		}
		this.figures.put("peak heap MB", peakHeapMb(gcLog));
		ceiling();
		print();
	}

	private void loadFigures(Properties playback) {
		long loadMs = Long.parseLong(playback.getProperty("loadMs"));
		this.figures.put("load s", loadMs / 1000.0);
		this.figures.put("claims/s first append to both ledgers", POSTED * 1000 / loadMs);
	}

	private void nightFigures(EngineJar engine, LocalDate day) {
		JsonNode run = engine.client().get("/runs/night-" + day.toString().replace("-", ""));
		for (JsonNode step : run.get("steps")) {
			Duration duration = Duration.between(OffsetDateTime.parse(step.get("startedAt").asString()),
					OffsetDateTime.parse(step.get("endedAt").asString()));
			this.figures.put("  step " + step.get("name").asString() + " s", seconds(duration));
		}
	}

	private void ceiling() {
		long rowsPerSecond = BareInsert.claimsPerSecond(this.folder.resolve("data").resolve("h2").resolve("medsettle"),
				this.folder.resolve("bare"));
		this.figures.put("ceiling: claims/s, both legs inserted without an engine", rowsPerSecond);
		long claimsPerSecond = (Long) this.figures.get("claims/s first append to both ledgers");
		this.figures.put("part of the ceiling", Math.round(100.0 * claimsPerSecond / rowsPerSecond) / 100.0);
	}

	private Properties awaitPublished(long start) throws IOException {
		Path file = this.folder.resolve("data").resolve("example-day.properties");
		while (System.nanoTime() - start < DAY_MAX.toNanos()) {
			if (Files.exists(file)) {
				Properties playback = new Properties();
				try (Reader reader = Files.newBufferedReader(file)) {
					playback.load(reader);
				}
				if (!playback.getProperty("nightMs", "0").equals("0")) {
					return playback;
				}
			}
			EngineJar.pause(50);
		}
		throw new IllegalStateException("The example day is not published after " + DAY_MAX + ".");
	}

	/** The most that was in use when a collection began. */
	private static long peakHeapMb(Path gcLog) throws IOException {
		long peakMb = 0;
		for (String line : Files.readAllLines(gcLog)) {
			Matcher matcher = COLLECTION.matcher(line);
			if (matcher.find()) {
				peakMb = Math.max(peakMb, Long.parseLong(matcher.group(1)));
			}
		}
		return peakMb;
	}

	private void print() throws IOException {
		this.figures.forEach((name, value) -> System.out.printf(Locale.ROOT, "%-55s %12s%n", name,
				(value instanceof Long count) ? String.format(Locale.ROOT, "%,d", count) : value));
		Path json = this.folder.resolve("benchmark.json");
		Files.write(json, JsonMapper.builder().build().writeValueAsBytes(this.figures));
		System.out.println("as JSON in " + json);
	}

	private void deleteFolder() throws IOException {
		if (Files.exists(this.folder)) {
			try (Stream<Path> paths = Files.walk(this.folder)) {
				for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(path);
				}
			}
		}
	}

	private static double seconds(Duration duration) {
		return duration.toMillis() / 1000.0;
	}

}
