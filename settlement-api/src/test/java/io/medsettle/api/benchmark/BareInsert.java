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
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * What the database of the embedded default takes when nothing else is in the way: the
 * rows of a played day, inserted again into an empty database by one connection a leg.
 */
final class BareInsert {

	private static final String OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;NON_KEYWORDS=DAY";

	private static final int CLAIMS = 100_000;

	private static final int BATCH = 2_000;

	private static final List<String> LEGS = List.of("treatment", "insured");

	private BareInsert() {
	}

	/**
	 * @param played the database of a played day, not in use
	 * @param fresh where the empty database is made
	 * @return claims a second, each with claim and entry on both sides
	 */
	static long claimsPerSecond(Path played, Path fresh) {
		try (Connection source = open(played); Connection target = open(fresh)) {
			ScriptUtils.executeSqlScript(target, new ClassPathResource("db/migration/V1__spine.sql"));
			List<List<Object[]>> rows = new ArrayList<>();
			for (String leg : LEGS) {
				rows.add(rows(source, leg + "_claim"));
				rows.add(rows(source, leg + "_entry"));
			}
			long start = System.nanoTime();
			List<CompletableFuture<Void>> legs = new ArrayList<>();
			for (int i = 0; i < LEGS.size(); i++) {
				String leg = LEGS.get(i);
				List<Object[]> claims = rows.get(2 * i);
				List<Object[]> entries = rows.get(2 * i + 1);
				legs.add(CompletableFuture.runAsync(() -> insert(fresh, leg, claims, entries)));
			}
			legs.forEach(CompletableFuture::join);
			Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
			return rows.getFirst().size() * 1000L / elapsed.toMillis();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void insert(Path database, String leg, List<Object[]> claims, List<Object[]> entries) {
		try (Connection connection = open(database);
				PreparedStatement claim = statement(connection, leg + "_claim", claims);
				PreparedStatement entry = statement(connection, leg + "_entry", entries)) {
			connection.setAutoCommit(false);
			for (int from = 0; from < claims.size(); from += BATCH) {
				insert(claim, claims, from);
				insert(entry, entries, from);
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
