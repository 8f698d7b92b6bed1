package io.medsettle.api.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;

import io.medsettle.api.testing.EngineJar;

import org.springframework.util.FileSystemUtils;

/**
 * Measures the HTTP intake of the executable jar, from the request to Kafka:
 * {@code mvn -q verify -Pbenchmark -Dbenchmark=Intake}. The engine has the role
 * {@code api} alone. It is compared with {@link BareEndpoint} in the same run, turn by
 * turn, so that whatever else the machine does meets both. Callers run on the same
 * machine and take their part of it. With {@code -Dbenchmark.before=} and an earlier jar
 * it is compared with that instead.
 */
public final class IntakeBenchmark {

	private static final int CONNECTIONS = 32;

	private static final int PACE_PER_SECOND = 500;

	private static final long BATCH_LINES = 1_000_000;

	private static final int ROUNDS = 3;

	/** Of two engines; as many before them warm both up. */
	private static final int TURNS = 9;

	/** One hospital sends a million claims. */
	private static final Map<String, String> LIMITS = Map.of("settlement.limits.claims-per-second", "1000000",
			"settlement.limits.requests-per-second", "1000000");

	/** On two cores the compiler of the JVM needs that long to come to an end. */
	private static final Duration WARM_UP = Duration.ofSeconds(30);

	private static final Duration ROUND = Duration.ofSeconds(8);

	private static final Duration PACED = Duration.ofSeconds(20);

	private static final Duration COLLECTED_EVERY = Duration.ofSeconds(1);

	private final Path folder = Path.of("target", "benchmark", "intake").toAbsolutePath();

	private final HeapLog heapLog = new HeapLog(this.folder.resolve("gc.log"));

	private final String heap = HeapLog.limit("768m");

	private final Measurements figures = new Measurements();

	private IntakeBenchmark() {
	}

	public static void main(String[] arguments) throws IOException {
		new IntakeBenchmark().run();
	}

	private void run() throws IOException {
		FileSystemUtils.deleteRecursively(this.folder);
		Files.createDirectories(this.folder);
		this.figures.put("heap limit", this.heap);
		String before = System.getProperty("benchmark.before", "");
		if (!before.isBlank()) {
			compare(before);
			return;
		}
		try (EngineJar engine = engine(); EngineJar bare = bare()) {
			engine.start(LIMITS);
			bare.start(Map.of());
			GeneratedClaims claims = new GeneratedClaims();
			ClaimPoster toEngine = new ClaimPoster(engine.baseUrl(), claims);
			ClaimPoster toBare = new ClaimPoster(bare.baseUrl(), claims);
			singles(toEngine, toBare);
			batches(toEngine, toBare);
			heap(engine, toEngine);
			engine.stop();
			bare.stop();
		}
		this.figures.print(this.folder.resolveSibling("intake.json"));
	}

	/**
	 * This engine beside the jar of an earlier one, in turn.
	 */
	private void compare(String jar) throws IOException {
		EngineJar earlier = new EngineJar(List.of("-jar", jar), this.folder.resolve("before"),
				new HeapLog(this.folder.resolve("gc-before.log")).jvm(this.heap), settings());
		try (EngineJar engine = engine(); earlier) {
			engine.start(LIMITS);
			earlier.start(Map.of());
			GeneratedClaims claims = new GeneratedClaims();
			ClaimPoster after = new ClaimPoster(engine.baseUrl(), claims);
			ClaimPoster before = new ClaimPoster(earlier.baseUrl(), claims);
			turns("single: requests/s, " + CONNECTIONS + " connections", TURNS,
					() -> after.saturate(CONNECTIONS, ROUND), () -> before.saturate(CONNECTIONS, ROUND));
			turns("NDJSON: claims/s, 200,000 lines", 2, () -> after.batch(BATCH_LINES / 5),
					() -> before.batch(BATCH_LINES / 5));
		}
		this.figures.print(this.folder.resolveSibling("intake-before-after.json"));
	}

	private void turns(String name, long warmUp, DoubleSupplier after, DoubleSupplier before) {
		for (int round = 0; round < warmUp; round++) {
			after.getAsDouble();
			before.getAsDouble();
		}
		List<Double> afterRates = new ArrayList<>();
		List<Double> beforeRates = new ArrayList<>();
		List<Double> parts = new ArrayList<>();
		for (int round = 0; round < TURNS; round++) {
			beforeRates.add(before.getAsDouble());
			afterRates.add(after.getAsDouble());
			parts.add(afterRates.getLast() / beforeRates.getLast());
		}
		this.figures.put(name + ", before", Math.round(Measurements.median(beforeRates)));
		this.figures.put(name, Math.round(Measurements.median(afterRates)));
		this.figures.put(name + ", part, each turn",
				parts.stream().map((part) -> Measurements.ratio(part, 1)).toList().toString());
		this.figures.putRatio(name + ", part, median", Measurements.median(parts), 1);
	}

	private EngineJar engine() {
		return new EngineJar(this.folder.resolve("engine"), this.heapLog.jvm(this.heap), settings());
	}

	private static Map<String, String> settings() {
		return Map.of("settlement.roles", "api", "settlement.registry.cities", "classpath:registry/cities.csv",
				"settlement.registry.hospitals", "classpath:registry/hospitals.csv",
				// Nobody takes what is submitted here.
				"settlement.intake.backlog-age-limit", "1d", "settlement.intake.backlog-events-limit",
				String.valueOf(Long.MAX_VALUE));
	}

	private EngineJar bare() {
		return new EngineJar(List.of("-cp", System.getProperty("java.class.path"), BareEndpoint.class.getName()),
				this.folder.resolve("bare"), new HeapLog(this.folder.resolve("gc-bare.log")).jvm(this.heap), Map.of());
	}

	private void singles(ClaimPoster toEngine, ClaimPoster toBare) {
		toEngine.saturate(CONNECTIONS, WARM_UP);
		toBare.saturate(CONNECTIONS, WARM_UP);
		List<Double> engineRates = new ArrayList<>();
		List<Double> bareRates = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			engineRates.add(toEngine.saturate(CONNECTIONS, ROUND));
			bareRates.add(toBare.saturate(CONNECTIONS, ROUND));
		}
		rates("single: requests/s, " + CONNECTIONS + " connections", Measurements.median(engineRates),
				Measurements.median(bareRates));
		latencies("single at " + PACE_PER_SECOND + "/s", toEngine.paced(PACE_PER_SECOND, PACED));
		latencies("single at " + PACE_PER_SECOND + "/s, bare", toBare.paced(PACE_PER_SECOND, PACED));
	}

	private void batches(ClaimPoster toEngine, ClaimPoster toBare) throws IOException {
		toEngine.batch(BATCH_LINES / 10);
		toBare.batch(BATCH_LINES / 10);
		int before = this.heapLog.collections().size();
		rates("NDJSON: claims/s, 1,000,000 lines", toEngine.batch(BATCH_LINES), toBare.batch(BATCH_LINES));
		this.figures.put("NDJSON: peak heap MB", this.heapLog.peakMb(before));
		latencies("NDJSON of 1,000 lines", toEngine.batches(100, 1000));
		latencies("NDJSON of 1,000 lines, bare", toBare.batches(100, 1000));
	}

	private void rates(String name, double engine, double bare) {
		this.figures.put(name, Math.round(engine));
		this.figures.put(name + ", bare", Math.round(bare));
		this.figures.putRatio(name + ", part of bare", engine, bare);
	}

	private void latencies(String name, double[] sortedMillis) {
		this.figures.put(name + ": p50 ms", quantile(sortedMillis, 0.50));
		this.figures.put(name + ": p99 ms", quantile(sortedMillis, 0.99));
	}

	/**
	 * What is alive while a body is taken: one more is sent, and everything else is
	 * thrown away again and again meanwhile.
	 */
	private void heap(EngineJar engine, ClaimPoster toEngine) throws IOException {
		int before = this.heapLog.collections().size();
		CompletableFuture<Double> sending = CompletableFuture.supplyAsync(() -> toEngine.batch(BATCH_LINES));
		while (!sending.isDone()) {
			EngineJar.pause(COLLECTED_EVERY.toMillis());
			collectEverything(engine.process());
		}
		sending.join();
		List<Long> aliveMb = this.heapLog.collections()
			.stream()
			.skip(before)
			.filter(HeapLog.Collection::full)
			.map(HeapLog.Collection::afterMb)
			.toList();
		this.figures.put("NDJSON: heap alive MB, at first", aliveMb.getFirst());
		this.figures.put("NDJSON: heap alive MB, at most of " + aliveMb.size(), Collections.max(aliveMb));
		this.figures.put("NDJSON: heap alive MB, at last", aliveMb.getLast());
	}

	private static void collectEverything(Process process) throws IOException {
		Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
		Process asking = new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), "GC.run")
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectErrorStream(true)
			.start();
		asking.onExit().join();
	}

	private static double quantile(double[] sorted, double part) {
		return Math.round(10 * sorted[(int) Math.ceil(part * sorted.length) - 1]) / 10.0;
	}

}
