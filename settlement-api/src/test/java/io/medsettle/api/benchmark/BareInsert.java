package io.medsettle.api.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * What the database of the embedded default takes when nothing else is in the way: the
 * rows of a day, inserted again into an empty database by one connection a leg.
 */
final class BareInsert {

	private static final String OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;NON_KEYWORDS=DAY;AUTO_COMPACT_FILL_RATE=0";

	private static final int CLAIMS = 100_000;

	private static final int BATCH = 2_000;

	private static final List<String> LEGS = List.of("treatment", "insured");

	private static final List<String> TABLES = List.of("_identity", "_claim", "_entry");

	private BareInsert() {
	}

	/**
	 * @param day the database of a day, not in use
	 * @param fresh where the empty database is made
	 * @return claims a second, each with claim and entry on both sides
	 */
	static long claimsPerSecond(Path day, Path fresh) {
		try (Connection source = open(day); Connection target = open(fresh)) {
			ScriptUtils.executeSqlScript(target, new ClassPathResource("db/vendor/h2/V2__books.sql"));
			Map<String, Map<String, List<Object[]>>> rows = new LinkedHashMap<>();
			for (String leg : LEGS) {
				Map<String, List<Object[]>> tables = new LinkedHashMap<>();
				for (String table : TABLES) {
					tables.put(leg + table, rows(source, leg + table));
				}
				rows.put(leg, tables);
			}
			long start = System.nanoTime();
			List<CompletableFuture<Void>> legs = new ArrayList<>();
			rows.values().forEach((tables) -> legs.add(CompletableFuture.runAsync(() -> insert(fresh, tables))));
			legs.forEach(CompletableFuture::join);
			Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
			return CLAIMS * 1000L / elapsed.toMillis();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void insert(Path database, Map<String, List<Object[]>> tables) {
		try (Connection connection = open(database)) {
			connection.setAutoCommit(false);
			for (int from = 0; from < CLAIMS; from += BATCH) {
				for (Map.Entry<String, List<Object[]>> table : tables.entrySet()) {
					try (PreparedStatement statement = statement(connection, table.getKey(), table.getValue())) {
						insert(statement, table.getValue(), from);
					}
				}
				connection.commit();
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void insert(PreparedStatement statement, List<Object[]> rows, int from) throws SQLException {
		for (Object[] row : rows.subList(Math.min(from, rows.size()), Math.min(rows.size(), from + BATCH))) {
			for (int i = 0; i < row.length; i++) {
				statement.setObject(i + 1, row[i]);
			}
			statement.addBatch();
		}
		statement.executeBatch();
	}

	private static PreparedStatement statement(Connection connection, String table, List<Object[]> rows)
			throws SQLException {
		String parameters = String.join(", ", Collections.nCopies(rows.getFirst().length, "?"));
		return connection.prepareStatement("insert into " + table + " values (" + parameters + ")");
	}

	private static List<Object[]> rows(Connection source, String table) throws SQLException {
		List<Object[]> rows = new ArrayList<>(CLAIMS);
		try (Statement statement = source.createStatement();
				ResultSet result = statement.executeQuery("select * from " + table + " limit " + CLAIMS)) {
			int columns = result.getMetaData().getColumnCount();
			while (result.next()) {
				Object[] row = new Object[columns];
				for (int i = 0; i < columns; i++) {
					row[i] = result.getObject(i + 1);
				}
				rows.add(row);
			}
		}
		return rows;
	}

	private static Connection open(Path database) throws SQLException {
		return DriverManager.getConnection("jdbc:h2:file:" + database + OPTIONS);
	}

}
