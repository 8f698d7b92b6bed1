package io.medsettle.api.benchmark;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * What PostgreSQL takes when nothing else is in the way: the very rows of the books, by
 * COPY from one client into tables of the same shape, with their keys and a partition for
 * the day, in transactions of the size the ledgers use, each of them durable.
 */
final class CopyCeiling {

	private static final List<String> TABLES = List.of("treatment_identity", "treatment_claim", "treatment_entry",
			"insured_identity", "insured_claim", "insured_entry");

	private static final String SCHEMA = "ceiling";

	private static final int CLAIMS_IN_TRANSACTION = 5_000;

	private CopyCeiling() {
	}

	/**
	 * Copies the books once more.
	 * @param claims the most to copy
	 * @param folder where the rows are put in between
	 * @return claims a second, each with its rows on both sides
	 */
	static long claimsPerSecond(Connection connection, int claims, Path folder) throws SQLException, IOException {
		CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
		Map<String, Path> files = new LinkedHashMap<>();
		for (String table : TABLES) {
			Path file = folder.resolve(table + ".copy");
			try (BufferedWriter writer = Files.newBufferedWriter(file)) {
				copy.copyOut("copy (select * from public." + table + " limit " + claims + ") to stdout", writer);
			}
			files.put(table, file);
		}
		makeTables(connection);
		Map<String, BufferedReader> readers = new LinkedHashMap<>();
		for (Map.Entry<String, Path> file : files.entrySet()) {
			readers.put(file.getKey(), Files.newBufferedReader(file.getValue()));
		}
		connection.setAutoCommit(false);
		long copied = 0;
		long nanos = 0;
		while (copied < claims) {
			List<String> chunks = new ArrayList<>();
			for (BufferedReader reader : readers.values()) {
				chunks.add(lines(reader));
			}
			if (chunks.getFirst().isEmpty()) {
				break;
			}
			long start = System.nanoTime();
			int table = 0;
			for (String name : readers.keySet()) {
				copy.copyIn("copy " + SCHEMA + "." + name + " from stdin", new StringReader(chunks.get(table++)));
			}
			connection.commit();
			nanos += System.nanoTime() - start;
			copied += CLAIMS_IN_TRANSACTION;
		}
		connection.setAutoCommit(true);
		for (Path file : files.values()) {
			Files.delete(file);
		}
		return copied * 1000 / Duration.ofNanos(nanos).toMillis();
	}

	private static void makeTables(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("drop schema if exists " + SCHEMA + " cascade");
			statement.execute("create schema " + SCHEMA);
			statement.execute("set search_path = " + SCHEMA);
			ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/vendor/postgresql/V2__books.sql"));
			for (String table : TABLES) {
				if (!table.endsWith("_identity")) {
					statement.execute(
							"create table %1$s_days partition of %1$s for values from ('2000-01-01') to ('2100-01-01')"
								.formatted(table));
				}
			}
			statement.execute("set search_path = public");
		}
	}

	private static String lines(BufferedReader reader) throws IOException {
		StringBuilder lines = new StringBuilder();
		for (int line = 0; line < CLAIMS_IN_TRANSACTION; line++) {
			String text = reader.readLine();
			if (text == null) {
				break;
			}
			lines.append(text).append('\n');
		}
		return lines.toString();
	}

}
