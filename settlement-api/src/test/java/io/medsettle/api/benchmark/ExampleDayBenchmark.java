package io.medsettle.api.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;

import io.medsettle.api.testing.EngineJar;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

/**
 * Runs the example day on the executable jar with an empty data folder, and measures it:
 * {@code mvn -q verify -Pbenchmark}. Takes the heap of the engine from the system
 * property {@code benchmark.heap}. Compares with what the machine can do at all: the same
 * rows inserted without an engine, in the same run.
 */
public final class ExampleDayBenchmark {

	/** Posted claims of the example day; each has a leg on either side. */
	private static final long POSTED = 268_050;

	private static final Duration DAY_MAX = Duration.ofMinutes(10);

	private final Path folder = Path.of("target", "benchmark").toAbsolutePath();

	private final Measurements figures = new Measurements();

	private ExampleDayBenchmark() {
	}

	public static void main(String[] arguments) throws IOException {
		new ExampleDayBenchmark().run();
	}

	private void run() throws IOException {
		FileSystemUtils.deleteRecursively(this.folder);
		Files.createDirectories(this.folder);
		String heap = HeapLog.limit("768m");
		this.figures.put("heap limit", heap);
		HeapLog heapLog = new HeapLog(this.folder.resolve("gc.log"));
		long claimsPerSecond;
		try (EngineJar engine = new EngineJar(this.folder.resolve("data"), heapLog.jvm(heap),
				Map.of("spring.profiles.active", "demo"))) {
			long start = System.nanoTime();
			Duration ready = engine.start(Map.of());
			JsonNode progress = awaitPublished(start);
			Duration total = Duration.ofNanos(System.nanoTime() - start);
			this.figures.put("ready s", Measurements.seconds(ready));
			claimsPerSecond = loadFigures(progress);
			nightFigures(engine, LocalDate.parse(progress.get("closedDay").asString()));
			this.figures.put("night s", progress.get("nightMs").asLong() / 1000.0);
			this.figures.put("start to published s", Measurements.seconds(total));
			engine.stop();
		}
		this.figures.put("peak heap MB", heapLog.peakMb(0));
		ceiling(claimsPerSecond);
		this.figures.print(this.folder.resolve("benchmark.json"));
	}

	private long loadFigures(JsonNode progress) {
		long loadMs = progress.get("loadMs").asLong();
		long claimsPerSecond = POSTED * 1000 / loadMs;
		this.figures.put("load s", loadMs / 1000.0);
		this.figures.put("claims/s first append to both ledgers", claimsPerSecond);
		return claimsPerSecond;
	}

	private void nightFigures(EngineJar engine, LocalDate day) {
		NightTimes.of(engine, day).steps().forEach((step, tookS) -> this.figures.put("  step " + step + " s", tookS));
	}

	private void ceiling(long claimsPerSecond) {
		long rowsPerSecond = BareInsert.claimsPerSecond(this.folder.resolve("data").resolve("h2").resolve("medsettle"),
				this.folder.resolve("bare"));
		this.figures.put("ceiling: claims/s, both legs inserted without an engine", rowsPerSecond);
		this.figures.putRatio("part of the ceiling", claimsPerSecond, rowsPerSecond);
	}

	private JsonNode awaitPublished(long start) {
		Path file = this.folder.resolve("data").resolve("example-day.json");
		while (System.nanoTime() - start < DAY_MAX.toNanos()) {
			if (Files.exists(file)) {
				JsonNode progress = JsonMapper.shared().readTree(file);
				if (progress.get("nightMs").asLong() > 0) {
					return progress;
				}
			}
			EngineJar.pause(50);
		}
		throw new IllegalStateException("The example day is not published after " + DAY_MAX + ".");
	}

}
