package io.medsettle.api.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.EngineJar;
import io.medsettle.api.testing.Tokens;
import org.apache.kafka.clients.producer.ProducerRecord;

import org.springframework.util.FileSystemUtils;

/**
 * How many claims a second the engine takes from Kafka into both cities' books, router
 * included, and what a night of them costs; each beside what the database does when
 * nothing else is in the way, in the same run. Everything is on this machine: broker,
 * database, engine and the sender of the claims share its processors. Commits are
 * durable.
 * <p>
 * Runs the days of {@code benchmark.days} one after the other, such as
 * {@code 1000000x3,200000x30,1000000x3}: three days of a million claims, a month of
 * smaller ones, and three of a million again behind that history. Of {@code 1000000%1}
 * one percent of the claims have lost their insured leg when the night begins, and those
 * of {@code 1000000s} are signed by their hospitals. The database is PostgreSQL, or with
 * {@code benchmark.database=h2} the embedded one, or with {@code postgresql,h2} one after
 * the other.
 */
public final class BooksBenchmark {

	private static final Duration POSTED_MAX = Duration.ofMinutes(20);

	private static final Duration NIGHT_MAX = Duration.ofMinutes(30);

	/** The first claims are taken by code that is still being compiled. */
	private static final int WARM_UP_CLAIMS = 150_000;

	/**
	 * Asking costs the engine a few milliseconds, and what is not asked is not noticed.
	 */
	private static final long ASKED_EVERY_MS = 200;

	private static final int CEILINGS = 3;

	private static final Pattern POSTED = Pattern
		.compile("settlement_claims_total\\{leg=\"(?:insured|treatment)\",outcome=\"posted\"\\} ([0-9.E]+)");

	private final Path folder = Path.of("target", "benchmark", "books").toAbsolutePath();

	private final HeapLog heapLog = new HeapLog(this.folder.resolve("gc.log"));

	private final Measurements figures;

	/** Before the names of figures, where there are several databases. */
	private final String label;

	private final HttpClient http = HttpClient.newHttpClient();

	private final ClaimStream stream = new ClaimStream();

	private final EventSigner signer = new EventSigner();

	private final BooksDatabase database;

	/** What cleared, and what is held because a leg was taken away. */
	private final Map<String, Long> settledFen = new TreeMap<>();

	private BooksBenchmark(BooksDatabase database, Measurements figures, String label) {
		this.database = database;
		this.figures = figures;
		this.label = label;
	}

	public static void main(String[] arguments) throws Exception {
		String plan = System.getProperty("benchmark.days", "500000");
		List<String> names = List.of(System.getProperty("benchmark.database", "postgresql").split(","));
		Measurements figures = new Measurements();
		List<Long> rates = new ArrayList<>();
		for (String name : names) {
			try (BooksDatabase database = BooksDatabase.start(name)) {
				rates.add(new BooksBenchmark(database, figures, (names.size() > 1) ? name + ": " : "").run(plan));
			}
		}
		if (names.size() > 1) {
			figures.putRatio(names.getLast() + ", part of " + names.getFirst(), rates.getLast(), rates.getFirst());
		}
		figures.print(Path.of("target", "benchmark", "books.json").toAbsolutePath());
	}

	/**
	 * @return claims a second of the first days
	 */
	private long run(String plan) throws Exception {
		FileSystemUtils.deleteRecursively(this.folder);
		Files.createDirectories(this.folder);
		String heap = HeapLog.limit(this.database.heap());
		put("database", this.database.name());
		put("heap limit", heap);
		Map<Group, List<MeasuredDay>> measured = new LinkedHashMap<>();
		try (EngineJar engine = new EngineJar(this.folder.resolve("data"), this.heapLog.jvm(heap), settings())) {
			engine.start(Map.of());
			if (plan.contains("s")) {
				registerKeys();
			}
			take(engine, WARM_UP_CLAIMS, plan.contains("s"));
			close(engine);
			this.database.settle();
			for (String part : plan.split(",")) {
				String[] times = part.split("x");
				String[] claims = times[0].replace("s", "").split("%");
				Group group = new Group(Integer.parseInt(claims[0]), this.stream.claims(),
						(claims.length > 1) ? Integer.parseInt(claims[1]) : 0, times[0].endsWith("s"));
				List<MeasuredDay> days = measured.computeIfAbsent(group, (key) -> new ArrayList<>());
				for (int day = 0; day < ((times.length > 1) ? Integer.parseInt(times[1]) : 1); day++) {
					days.add(measure(engine, group));
				}
			}
			engine.stop();
		}
		measured.forEach(this::sum);
		compareSigned(measured);
		ceiling(measured);
		return claimsPerSecond(measured.values().iterator().next());
	}

	private void put(String name, Object value) {
		this.figures.put(this.label + name, value);
	}

	private Map<String, String> settings() {
		Map<String, String> settings = new LinkedHashMap<>(this.database.settings());
		settings.put("settlement.registry.cities", "classpath:registry/cities.csv");
		settings.put("settlement.registry.hospitals", "classpath:registry/hospitals.csv");
		settings.put("settlement.clearing.close-future-days", "true");
		settings.put("settlement.clearing.await-timeout", "20m");
		return settings;
	}

	private MeasuredDay measure(EngineJar engine, Group group) throws Exception {
		int claims = group.claims();
		long claimsPerSecond = take(engine, claims, group.signed());
		LocalDate day = engine.client().currentDay();
		if (group.brokenPercent() > 0) {
			this.database.breakSome(day, group.brokenPercent())
				.forEach((pair, fen) -> this.settledFen.merge(pair, fen, Math::addExact));
		}
		int collections = this.heapLog.collections().size();
		close(engine);
		MeasuredDay measured = new MeasuredDay(claimsPerSecond, NightTimes.of(engine, day),
				this.database.bareNightS(day), this.heapLog.peakMb(collections));
		System.out.printf(Locale.ROOT, "%s: %,d claims, %,d claims/s, night %.1f s, bare SQL %.1f s, peak heap %d MB%n",
				day, claims, claimsPerSecond, measured.night().wholeS(), measured.bareNightS().orElse(0),
				measured.peakHeapMb());
		return measured;
	}

	/**
	 * From the first append on, so that nothing is routed beforehand; the sender shares
	 * the processors with all the rest.
	 * @return claims a second
	 */
	private long take(EngineJar engine, int claims, boolean signed) throws Exception {
		List<ProducerRecord<byte[], byte[]>> events = this.stream.next(claims);
		if (signed) {
			events.parallelStream().forEach(this.signer::sign);
		}
		long start = System.nanoTime();
		ClaimStream.append(engine.bootstrapServers(), events);
		while (posted(engine) < this.stream.claims()) {
			if (System.nanoTime() - start > POSTED_MAX.toNanos()) {
				throw new IllegalStateException("Not posted after " + POSTED_MAX + ".");
			}
			EngineJar.pause(ASKED_EVERY_MS);
		}
		return claims * 1000L / Duration.ofNanos(System.nanoTime() - start).toMillis();
	}

	/** Claims in the books that have fewer of them. */
	private long posted(EngineJar engine) throws Exception {
		String metrics = this.http
			.send(HttpRequest.newBuilder(URI.create(engine.baseUrl() + "/actuator/prometheus"))
				.header("Authorization", Tokens.of(engine.baseUrl(), "operator"))
				.build(), HttpResponse.BodyHandlers.ofString())
			.body();
		Matcher matcher = POSTED.matcher(metrics);
		long fewest = Long.MAX_VALUE;
		while (matcher.find()) {
			fewest = Math.min(fewest, (long) Double.parseDouble(matcher.group(1)));
		}
		return (fewest == Long.MAX_VALUE) ? 0 : fewest;
	}

	/** As if they had been there for long: what is registered now counts in a minute. */
	private void registerKeys() throws SQLException {
		Map<String, byte[]> keys = new TreeMap<>();
		this.stream.hospitalCodes().forEach((code) -> keys.put(code, this.signer.add(code)));
		this.database.register(keys);
	}

	/** Closes the day and holds all days so far to what was sent. */
	private void close(EngineJar engine) {
		EngineClient client = engine.client();
		LocalDate day = client.currentDay();
		client.close(day);
		client.awaitPublished(day, NIGHT_MAX);
		client.positions(day).obligations().forEach((pair, fen) -> this.settledFen.merge(pair, fen, Math::addExact));
		if (!this.settledFen.equals(this.stream.owedFen())) {
			throw new IllegalStateException("What cleared until " + day + " is not what was sent.");
		}
	}

	private void sum(Group group, List<MeasuredDay> days) {
		String name = String.format(Locale.ROOT, "%,d %sclaims%s behind %,d, ", group.claims(),
				group.signed() ? "signed " : "",
				(group.brokenPercent() > 0) ? ", " + group.brokenPercent() + " % broken," : "", group.history());
		put(name + "days", days.size());
		put(name + "claims/s to both books", claimsPerSecond(days));
		double nightS = Measurements.median(days.stream().map((day) -> day.night().wholeS()).toList());
		put(name + "night s", nightS);
		put(name + "night, µs a claim", Math.round(1e7 * nightS / group.claims()) / 10.0);
		for (String step : days.getFirst().night().steps().keySet()) {
			put(name + "  " + step + " s",
					Measurements.median(days.stream().map((day) -> day.night().steps().get(step)).toList()));
		}
		if (days.getFirst().bareNightS().isPresent()) {
			double bareS = Measurements.median(days.stream().map((day) -> day.bareNightS().orElseThrow()).toList());
			put(name + "bare SQL of a night s", bareS);
			this.figures.putRatio(this.label + name + "night, times bare SQL", nightS, bareS);
		}
		put(name + "peak heap of the night MB", days.stream().mapToLong(MeasuredDay::peakHeapMb).max().orElseThrow());
	}

	private void compareSigned(Map<Group, List<MeasuredDay>> measured) {
		Map<Boolean, List<Long>> rates = new TreeMap<>();
		measured.forEach((group, days) -> rates.computeIfAbsent(group.signed(), (key) -> new ArrayList<>())
			.addAll(days.stream().map(MeasuredDay::claimsPerSecond).toList()));
		if (rates.size() > 1) {
			double signed = Measurements.median(rates.get(true));
			double unsigned = Measurements.median(rates.get(false));
			put("signed: claims/s to both books", (long) signed);
			put("not signed: claims/s to both books", (long) unsigned);
			this.figures.putRatio(this.label + "signed, part of not signed", signed, unsigned);
		}
	}

	private void ceiling(Map<Group, List<MeasuredDay>> measured) throws Exception {
		List<Long> ceilings = new ArrayList<>();
		for (int round = 0; round < CEILINGS; round++) {
			this.database.ceilingClaimsPerSecond(this.folder).ifPresent(ceilings::add);
		}
		if (!ceilings.isEmpty()) {
			double ceiling = Measurements.median(ceilings);
			put("ceiling: claims/s, the same rows by COPY", (long) ceiling);
			this.figures.putRatio(this.label + "part of the ceiling",
					claimsPerSecond(measured.values().iterator().next()), ceiling);
		}
	}

	private static long claimsPerSecond(List<MeasuredDay> days) {
		return (long) Measurements.median(days.stream().map(MeasuredDay::claimsPerSecond).toList());
	}

	/**
	 * Days that can be compared.
	 *
	 * @param claims of each day
	 * @param history how many claims were in the books before the first
	 * @param brokenPercent how many of a hundred claims have only one leg
	 * @param signed whether hospitals have signed them
	 */
	private record Group(int claims, long history, int brokenPercent, boolean signed) {
	}

	private record MeasuredDay(long claimsPerSecond, NightTimes night, OptionalDouble bareNightS, long peakHeapMb) {
	}

}
