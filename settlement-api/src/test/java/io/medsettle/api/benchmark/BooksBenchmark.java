package io.medsettle.api.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.EngineJar;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.postgresql.PGConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

/**
 * How many claims a second the engine takes from Kafka into both cities' books in
 * PostgreSQL, router included, and what a night of them costs; each beside what the
 * database does when nothing else is in the way, in the same run. Everything is on this
 * machine: broker, database and engine share its processors. Commits are durable.
 */
public final class BooksBenchmark {

	private static final Duration POSTED_MAX = Duration.ofMinutes(20);

	private static final Duration NIGHT_MAX = Duration.ofMinutes(30);

	/** The first claims are taken by code that is still being compiled. */
	private static final int WARM_UP_CLAIMS = 150_000;

	private static final int CEILING_CLAIMS = 300_000;

	private static final Pattern POSTED = Pattern
		.compile("settlement_claims_total\\{leg=\"(?:insured|treatment)\",outcome=\"posted\"\\} ([0-9.E]+)");

	private static final String OWED = """
			select insured_city || ' to ' || treatment_city, sum(sign * (fund_fen + account_fen))
			from %s group by insured_city, treatment_city""";

	/**
	 * What a night asks of the database at least: compare the legs, and add up both
	 * sides.
	 */
	private static final List<String> BARE_NIGHT = List.of("""
			select count(*) from treatment_claim t
			join insured_claim i using (clearing_day, source_partition, source_offset)
			where t.fund_fen = i.fund_fen and t.account_fen = i.account_fen and t.total_fen = i.total_fen""",
			OWED.formatted("treatment_claim"), OWED.formatted("insured_claim"));

	private final int claims = Integer.getInteger("benchmark.claims", 500_000);

	private final Path folder = Path.of("target", "books-benchmark").toAbsolutePath();

	private final Map<String, Object> figures = new LinkedHashMap<>();

	private final HttpClient http = HttpClient.newHttpClient();

	private BooksBenchmark() {
	}

	public static void main(String[] arguments) throws Exception {
		new BooksBenchmark().run();
	}

	private void run() throws Exception {
		FileSystemUtils.deleteRecursively(this.folder);
		Files.createDirectories(this.folder);
		this.figures.put("processors", Runtime.getRuntime().availableProcessors());
		this.figures.put("claims", this.claims);
		try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("shared_buffers", "256MB")
			.setServerConfig("max_wal_size", "4GB")
			.start();
				EngineJar engine = new EngineJar(this.folder.resolve("data"), List.of("-Xmx512m", "-XX:+UseParallelGC"),
						settings(postgres));
				Connection connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"))) {
			ClaimStream stream = new ClaimStream();
			engine.start(Map.of());
			take(engine, stream);
			holdToSums(connection, stream);
			night(engine, connection);
			engine.stop();
			ceiling(connection);
		}
		print();
	}

	private static Map<String, String> settings(EmbeddedPostgres postgres) {
		return Map.of("spring.datasource.url", postgres.getJdbcUrl("postgres", "postgres"),
				"spring.datasource.username", "postgres", "spring.datasource.password", "postgres",
				"settlement.registry.cities", "classpath:registry/cities.csv", "settlement.registry.hospitals",
				"classpath:registry/hospitals.csv", "settlement.claims.submission-limit", "36500d",
				"settlement.clearing.close-future-days", "true", "settlement.clearing.await-timeout", "20m");
	}

	/**
	 * From the first append on, so that nothing is routed beforehand; the sender shares
	 * the processors with all the rest.
	 */
	private void take(EngineJar engine, ClaimStream stream) throws Exception {
		ClaimStream.append(engine.bootstrapServers(), stream.next(WARM_UP_CLAIMS));
		awaitPosted(engine, stream.claims());
		List<ProducerRecord<byte[], byte[]>> events = stream.next(this.claims);
		long start = System.nanoTime();
		ClaimStream.append(engine.bootstrapServers(), events);
		awaitPosted(engine, stream.claims());
		long tookMs = Duration.ofNanos(System.nanoTime() - start).toMillis();
		this.figures.put("claims/s from Kafka to both books", this.claims * 1000L / tookMs);
	}

	private void awaitPosted(EngineJar engine, long claims) throws Exception {
		long start = System.nanoTime();
		while (posted(engine) < claims) {
			if (System.nanoTime() - start > POSTED_MAX.toNanos()) {
				throw new IllegalStateException("Not posted after " + POSTED_MAX + ".");
			}
			EngineJar.pause(100);
		}
	}

	/** Claims in the books that have fewer of them. */
	private long posted(EngineJar engine) throws Exception {
		String metrics = this.http
			.send(HttpRequest.newBuilder(URI.create(engine.baseUrl() + "/actuator/prometheus")).build(),
					HttpResponse.BodyHandlers.ofString())
			.body();
		Matcher matcher = POSTED.matcher(metrics);
		long fewest = Long.MAX_VALUE;
		while (matcher.find()) {
			fewest = Math.min(fewest, (long) Double.parseDouble(matcher.group(1)));
		}
		return (fewest == Long.MAX_VALUE) ? 0 : fewest;
	}

	private static void holdToSums(Connection connection, ClaimStream stream) throws SQLException {
		for (String table : List.of("treatment_claim", "insured_claim")) {
			Map<String, Long> booked = new TreeMap<>();
			try (Statement statement = connection.createStatement();
					ResultSet row = statement.executeQuery(OWED.formatted(table))) {
				while (row.next()) {
					booked.put(row.getString(1), row.getLong(2));
				}
			}
			if (!booked.equals(stream.owedFen())) {
				throw new IllegalStateException("The books in " + table + " are not what was sent.");
			}
		}
	}

	private void night(EngineJar engine, Connection connection) throws Exception {
		EngineClient client = engine.client();
		LocalDate day = client.currentDay();
		long start = System.nanoTime();
		client.close(day);
		client.awaitPublished(day, NIGHT_MAX);
		double nightS = seconds(Duration.ofNanos(System.nanoTime() - start));
		JsonNode run = client.get("/runs/night-" + day.toString().replace("-", ""));
		for (JsonNode step : run.get("steps")) {
			this.figures.put("  step " + step.get("name").asString() + " s",
					seconds(Duration.between(OffsetDateTime.parse(step.get("startedAt").asString()),
							OffsetDateTime.parse(step.get("endedAt").asString()))));
		}
		double bareS = bareNight(connection);
		this.figures.put("night s", nightS);
		this.figures.put("bare SQL of a night s", bareS);
		this.figures.put("night, times bare SQL", Math.round(nightS / bareS * 100) / 100.0);
	}

	/** The join, the sums, and every row once out of each side's table. */
	private static double bareNight(Connection connection) throws SQLException, IOException {
		long start = System.nanoTime();
		try (Statement statement = connection.createStatement()) {
			for (String sql : BARE_NIGHT) {
				statement.executeQuery(sql).close();
			}
		}
		for (String table : List.of("treatment_claim", "insured_claim")) {
			connection.unwrap(PGConnection.class)
				.getCopyAPI()
				.copyOut("copy (select * from " + table + ") to stdout", OutputStream.nullOutputStream());
		}
		return seconds(Duration.ofNanos(System.nanoTime() - start));
	}

	private void ceiling(Connection connection) throws SQLException, IOException {
		long ceiling = CopyCeiling.claimsPerSecond(connection, Math.min(this.claims, CEILING_CLAIMS), this.folder);
		this.figures.put("ceiling: claims/s, the same rows by COPY", ceiling);
		long reached = (Long) this.figures.get("claims/s from Kafka to both books");
		this.figures.put("part of the ceiling", Math.round(100.0 * reached / ceiling) / 100.0);
	}

	private static double seconds(Duration duration) {
		return duration.toMillis() / 1000.0;
	}

	private void print() throws IOException {
		this.figures.forEach((name, value) -> System.out.printf(Locale.ROOT, "%-55s %12s%n", name,
				(value instanceof Long count) ? String.format(Locale.ROOT, "%,d", count) : value));
		Path json = this.folder.resolve("benchmark.json");
		Files.write(json, JsonMapper.builder().build().writeValueAsBytes(this.figures));
		System.out.println("as JSON in " + json);
	}

}
