package io.medsettle.api.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

import io.medsettle.core.claim.Sha256;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.postgresql.PGConnection;

/**
 * A PostgreSQL on this machine, durable.
 */
final class PostgresBooks implements BooksDatabase {

	private static final int CEILING_CLAIMS = 300_000;

	private static final List<String> CLAIM_TABLES = List.of("treatment_claim", "insured_claim");

	private static final String MATCHED = """
			select count(*) from treatment_claim t
			join insured_claim i using (clearing_day, source_partition, source_offset)
			where clearing_day = ?
			  and t.fund_fen = i.fund_fen and t.account_fen = i.account_fen and t.total_fen = i.total_fen""";

	private static final String OWED = """
			select insured_city, treatment_city, sum(sign * (fund_fen + account_fen))
			from %s where clearing_day = ? group by insured_city, treatment_city""";

	private static final String COPY_DAY = "copy (select * from %s where clearing_day = '%s') to stdout";

	private static final String BROKEN = "clearing_day = ? and source_offset % 100 < ?";

	private static final String OWED_BY_BROKEN = """
			select insured_city || '→' || treatment_city, sum(sign * (fund_fen + account_fen))
			from insured_claim where\s""" + BROKEN + " group by 1";

	private static final String DELETE_ENTRIES = """
			delete from insured_entry e using insured_identity i
			where e.clearing_day = i.clearing_day and e.hospital_code = i.hospital_code and e.claim_no = i.claim_no
			  and i.""" + BROKEN;

	private static final String REGISTER = """
			insert into event_signature_key (key_id, organisation, algorithm, public_key, valid_from_ms, registered_at_ms)
			values (?, ?, 'EDDSA', ?, 0, 0)""";

	private final EmbeddedPostgres server;

	private final Connection connection;

	PostgresBooks() throws IOException, SQLException {
		this.server = EmbeddedPostgres.builder()
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("shared_buffers", "256MB")
			.setServerConfig("max_wal_size", "4GB")
			.start();
		this.connection = DriverManager.getConnection(address());
	}

	@Override
	public String name() {
		return "PostgreSQL, synchronous commit on";
	}

	@Override
	public String heap() {
		return "512m";
	}

	@Override
	public Map<String, String> settings() {
		return Map.of("spring.datasource.url", address(), "spring.datasource.username", "postgres",
				"spring.datasource.password", "postgres");
	}

	@Override
	public void settle() throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute("checkpoint");
		}
	}

	@Override
	public void register(Map<String, byte[]> publicKeys) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(REGISTER)) {
			for (Map.Entry<String, byte[]> key : publicKeys.entrySet()) {
				statement.setString(1, Sha256.of(key.getValue()).substring(0, 32));
				statement.setString(2, key.getKey());
				statement.setString(3, Base64.getEncoder().encodeToString(key.getValue()));
				statement.executeUpdate();
			}
		}
	}

	@Override
	public Map<String, Long> breakSome(LocalDate day, int percent) throws SQLException {
		Map<String, Long> owedFen = new TreeMap<>();
		try (PreparedStatement statement = this.connection.prepareStatement(OWED_BY_BROKEN)) {
			statement.setObject(1, day);
			statement.setInt(2, percent);
			try (ResultSet row = statement.executeQuery()) {
				while (row.next()) {
					owedFen.put(row.getString(1), row.getLong(2));
				}
			}
		}
		for (String delete : List.of(DELETE_ENTRIES, "delete from insured_claim where " + BROKEN,
				"delete from insured_identity where " + BROKEN)) {
			try (PreparedStatement statement = this.connection.prepareStatement(delete)) {
				statement.setObject(1, day);
				statement.setInt(2, percent);
				statement.executeUpdate();
			}
		}
		return owedFen;
	}

	/** The join, the sums, and every row of the day once out of each side's table. */
	@Override
	public OptionalDouble bareNightS(LocalDate day) throws SQLException, IOException {
		long start = System.nanoTime();
		ask(MATCHED, day);
		for (String table : CLAIM_TABLES) {
			ask(OWED.formatted(table), day);
			this.connection.unwrap(PGConnection.class)
				.getCopyAPI()
				.copyOut(COPY_DAY.formatted(table, day), OutputStream.nullOutputStream());
		}
		return OptionalDouble.of(Measurements.seconds(Duration.ofNanos(System.nanoTime() - start)));
	}

	@Override
	public OptionalLong ceilingClaimsPerSecond(Path folder) throws SQLException, IOException {
		return OptionalLong.of(CopyCeiling.claimsPerSecond(this.connection, CEILING_CLAIMS, folder));
	}

	@Override
	public void close() throws IOException, SQLException {
		this.connection.close();
		this.server.close();
	}

	private void ask(String sql, LocalDate day) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			statement.setObject(1, day);
			statement.executeQuery().close();
		}
	}

	/** A JDBC address that holds the credentials. */
	String address() {
		return this.server.getJdbcUrl("postgres", "postgres");
	}

}
