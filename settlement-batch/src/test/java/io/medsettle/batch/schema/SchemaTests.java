package io.medsettle.batch.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.testing.Database;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables outlive the connections that made them: every check, default and index works
 * in a session that has nothing of the migrations left. H2 binds some expressions, such
 * as {@code in (1, -1)}, to the session that made the table, and takes no row more once
 * that is closed.
 */
class SchemaTests {

	/** Partitions are tried as the tables that they are parts of. */
	private static final Map<Database, String> EVERY_TABLE = Map.of(Database.H2, """
			select table_name from information_schema.tables
			where table_schema = current_schema and table_type = 'BASE TABLE'""", Database.POSTGRESQL, """
			select relname from pg_class
			where relnamespace = current_schema::regnamespace and relkind in ('r', 'p') and not relispartition
			""");

	private static final String EVERY_VIEW = """
			select table_name from information_schema.tables
			where table_schema = current_schema and table_type = 'VIEW'""";

	/** What has a default is left to it, so that the database has to work it out. */
	private static final String COLUMNS = """
			select column_name, data_type from information_schema.columns
			where table_schema = current_schema and table_name = ?
			  and column_default is null and is_identity = 'NO' and is_generated = 'NEVER'
			order by ordinal_position""";

	/** Where a check does not hold for a row that is 1 throughout. */
	private static final Map<String, String> VALUES = Map.of("total_fen", "3", "debit_account", "2", "city_b", "'2'",
			"net_fen", "0");

	@ParameterizedTest
	@EnumSource
	void everyTableTakesRowsOnceTheConnectionsThatMadeItAreClosed(Database database) throws SQLException {
		Map<String, String> refused = refused(migrated(database), database);

		assertThat(refused).isEmpty();
	}

	/**
	 * So does each view answer, and the one that names states of days names the right
	 * ones.
	 */
	@ParameterizedTest
	@EnumSource
	void everyViewAnswersOnceTheConnectionsThatMadeItAreClosed(Database database) throws SQLException {
		try (Connection connection = DriverManager.getConnection(migrated(database))) {
			JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
			LocalDate day = LocalDate.EPOCH;
			List<LocalDate> sealed = new ArrayList<>();
			for (ClearingDayState state : ClearingDayState.values()) {
				day = day.plusDays(1);
				jdbc.update("insert into clearing_day (day, cut_off_ms, state) values (?, 0, ?)", day, state.name());
				if (state.isSealed()) {
					sealed.add(day);
				}
			}

			assertThat(jdbc.queryForList("select day from sealed_day order by day", LocalDate.class)).isEqualTo(sealed);
			List<String> views = jdbc.queryForList(EVERY_VIEW, String.class);
			assertThat(views).contains("claim_break", "cleared_insured_claim", "insured_claim_by_identity");
			assertThat(views).allSatisfy((view) -> assertThat(jdbc.queryForList("select * from " + view)).isNotNull());
		}
	}

	/** Else a schema of this kind would pass unnoticed. */
	@Test
	void aCheckThatNeedsTheSessionThatMadeItIsFound() throws SQLException {
		String url = Database.H2.create();
		try (Connection maker = DriverManager.getConnection(url)) {
			JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(maker, true));
			jdbc.execute("create table numbers (a smallint not null, check (a in (1, -1)))");
			jdbc.execute("create table alternatives (a smallint not null, check (a = 1 or a = -1))");
			jdbc.execute("create table texts (a varchar(8) not null, check (a in ('1', '2')))");
			jdbc.execute("create table column_checks (a varchar(8) not null check (a = '1' or a = '2'))");
			jdbc.execute("create table filled (a smallint not null check (a in (1, 2)))");
			jdbc.execute("insert into filled (a) values (1)");
			jdbc.execute(
					"create table defaults (a boolean default current_date in (date '1970-01-01', date '1970-01-02') not null, b smallint)");
			jdbc.execute("create table generated (a smallint, b boolean generated always as (a in (1, 2)))");
			jdbc.execute("create table sound (a smallint not null, check (abs(a) = 1))");
		}

		assertThat(refused(url, Database.H2)).containsOnlyKeys("numbers", "alternatives", "texts", "column_checks",
				"filled", "defaults", "generated");
	}

	private static String migrated(Database database) {
		String url = database.create();
		Flyway.configure()
			.dataSource(url, null, null)
			.locations("classpath:db/migration", "classpath:db/vendor/" + database.name().toLowerCase(Locale.ROOT))
			.load()
			.migrate();
		return url;
	}

	/** The tables that take no row, or do not let one be changed, and why. */
	private static Map<String, String> refused(String url, Database database) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url)) {
			JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
			Map<String, String> refused = jdbc.queryForList(EVERY_TABLE.get(database), String.class)
				.stream()
				.collect(Collectors.toMap((table) -> table, (table) -> "not tried", (one, other) -> one, TreeMap::new));
			assertThat(refused).isNotEmpty();
			// Parents come before their children, whatever the order of their names.
			int before;
			do {
				before = refused.size();
				refused.replaceAll((table, reason) -> attempt(jdbc, table));
				refused.values().removeIf(String::isEmpty);
			}
			while (!refused.isEmpty() && refused.size() < before);
			return refused;
		}
	}

	/** Returns why not, or nothing. */
	private static String attempt(JdbcTemplate jdbc, String table) {
		Map<String, String> row = new TreeMap<>();
		jdbc.query(COLUMNS, (column) -> {
			row.put(column.getString(1), VALUES.getOrDefault(column.getString(1), value(column.getString(2))));
		}, table);
		String names = row.keySet().stream().map((name) -> "\"" + name + "\"").collect(Collectors.joining(", "));
		try {
			if (jdbc.queryForObject("select count(*) from " + table, Long.class) == 0) {
				jdbc.update(
						"insert into " + table + " (" + names + ") values (" + String.join(", ", row.values()) + ")");
			}
			String first = "\"" + row.keySet().iterator().next() + "\"";
			jdbc.update("update " + table + " set " + first + " = " + first);
			return "";
		}
		catch (DataAccessException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	private static String value(String type) {
		return switch (type.toLowerCase(Locale.ROOT)) {
			case "boolean" -> "true";
			case "date" -> "date '2026-11-20'";
			case "character varying", "character", "text", "character large object" -> "'1'";
			case "smallint", "integer", "bigint", "numeric" -> "1";
			default -> {
				if (type.toLowerCase(Locale.ROOT).startsWith("timestamp")) {
					yield "timestamp '2026-11-20 08:00:00'";
				}
				throw new IllegalStateException("No value for a column of type " + type);
			}
		};
	}

}
