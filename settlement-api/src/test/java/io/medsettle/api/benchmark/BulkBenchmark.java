package io.medsettle.api.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.medsettle.core.ledger.BulkWays;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * Compares ways to put the legs of one side into the books, over one connection, turn by
 * turn: into PostgreSQL with durable commits, or with {@code benchmark.database=h2} into
 * the embedded database. Kafka, decoding and the other side stay out of it.
 */
public final class BulkBenchmark {

	private static final int CLAIMS = 200_000;

	/** As the ledgers have it by default. */
	private static final int BATCH = 5_000;

	private static final int ROUNDS = 5;

	private static final LocalDate DAY = LocalDate.parse("2026-11-20");

	/** As application.yaml has it. */
	private static final String EMBEDDED = "jdbc:h2:file:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;"
			+ "DEFAULT_NULL_ORDERING=HIGH;NON_KEYWORDS=DAY;AUTO_COMPACT_FILL_RATE=0";

	private final Measurements figures = new Measurements();

	private BulkBenchmark() {
	}

	public static void main(String[] arguments) throws Exception {
		new BulkBenchmark().run();
	}

	private void run() throws SQLException, IOException {
		ClaimStream stream = new ClaimStream();
		BulkWays bulk = new BulkWays(stream.nextClaims(CLAIMS), stream::cityOf, DAY, BATCH);
		Path folder = Path.of("target", "benchmark").toAbsolutePath();
		Files.createDirectories(folder);
		boolean onH2 = "h2".equals(System.getProperty("benchmark.database"));
		this.figures.put("database", onH2 ? "H2, embedded" : "PostgreSQL, synchronous commit on");
		Map<String, Way> ways = new LinkedHashMap<>();
		ways.put("unnest of arrays, claims/s", bulk::unnest);
		if (!onH2) {
			ways.put("binary COPY, identities by unnest, claims/s", bulk::copy);
			ways.put("COPY of text, identities by a temporary table, claims/s", bulk::copyText);
		}
		ways.put("batched inserts, claims/s", bulk::batch);
		Map<String, List<Long>> rates = new LinkedHashMap<>();
		try (PostgresBooks postgres = onH2 ? null : new PostgresBooks();
				Connection connection = DriverManager
					.getConnection((postgres != null) ? postgres.address() + "&reWriteBatchedInserts=true"
							: EMBEDDED.formatted(folder.resolve("bulk")))) {
			// The first round warms up.
			for (int round = 0; round <= ROUNDS; round++) {
				for (Map.Entry<String, Way> way : ways.entrySet()) {
					makeTables(connection, onH2);
					long rate = claimsPerSecond(connection, way.getValue());
					if (round > 0) {
						rates.computeIfAbsent(way.getKey(), (name) -> new ArrayList<>()).add(rate);
					}
				}
			}
		}
		rates.forEach((name, measured) -> this.figures.put(name, (long) Measurements.median(measured)));
		this.figures.print(folder.resolve("bulk.json"));
	}

	private static void makeTables(Connection connection, boolean onH2) throws SQLException {
		connection.setAutoCommit(true);
		try (Statement statement = connection.createStatement()) {
			if (onH2) {
				statement.execute("drop all objects");
				ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/vendor/h2/V2__books.sql"));
				return;
			}
			statement.execute("drop schema public cascade");
			statement.execute("create schema public");
			ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/vendor/postgresql/V2__books.sql"));
			for (String table : List.of("treatment_claim", "treatment_entry")) {
				statement.execute("create table %1$s_day partition of %1$s for values from ('%2$s') to ('%3$s')"
					.formatted(table, DAY, DAY.plusDays(1)));
			}
			statement.execute("checkpoint");
		}
	}

	private static long claimsPerSecond(Connection connection, Way way) throws SQLException {
		connection.setAutoCommit(false);
		long start = System.nanoTime();
		way.post(connection);
		long tookMs = Duration.ofNanos(System.nanoTime() - start).toMillis();
		connection.setAutoCommit(true);
		holdToCount(connection);
		return CLAIMS * 1000L / tookMs;
	}

	private static void holdToCount(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement(); var row = statement.executeQuery("""
				select (select count(*) from treatment_identity) + (select count(*) from treatment_claim)
				  + (select count(*) from treatment_entry)""")) {
			row.next();
			if (row.getLong(1) != 3L * CLAIMS) {
				throw new IllegalStateException("Not every row was written.");
			}
		}
	}

	private interface Way {

		void post(Connection connection) throws SQLException;

	}

}
