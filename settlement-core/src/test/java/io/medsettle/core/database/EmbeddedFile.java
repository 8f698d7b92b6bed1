package io.medsettle.core.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An embedded database in a folder, as a process has it: recovered, opened through the
 * gate, with checkpoints.
 */
final class EmbeddedFile {

	private final Path folder;

	private final JdbcDataSource database = new JdbcDataSource();

	private final DatabaseFile file;

	final StatementGate gate = new StatementGate();

	final JdbcTemplate gated;

	final Checkpoints checkpoints;

	private EmbeddedFile(Path folder, Duration interval) {
		this.folder = folder;
		this.database.setUrl(DatabaseFile.URL_PREFIX + folder.resolve("books")
				+ ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE;AUTO_COMPACT_FILL_RATE=0");
		this.file = DatabaseFile.of(this.database.getUrl());
		this.gated = new JdbcTemplate(new GatedDataSource(this.database, this.gate));
		this.checkpoints = new Checkpoints(this.database, this.gate, this.file, interval);
	}

	/** With the checkpoints alone that a test takes. */
	static EmbeddedFile open(Path folder) {
		return open(folder, Duration.ofHours(1));
	}

	static EmbeddedFile open(Path folder, Duration interval) {
		EmbeddedFile opened = new EmbeddedFile(folder, interval);
		opened.file.recover();
		opened.checkpoints.start();
		return opened;
	}

	/** A connection that goes past the gate. */
	JdbcTemplate ungated() {
		return new JdbcTemplate(this.database);
	}

	/**
	 * All that has been written so far, as a process that ends now leaves it behind:
	 * nothing is written while it is copied.
	 */
	Path crash(Path to) {
		try (Connection connection = this.database.getConnection()) {
			SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
			session.getDatabase().getStore().getMvStore().executeFilestoreOperation(() -> copy(to));
			return to;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void copy(Path to) {
		try (Stream<Path> files = Files.list(this.folder)) {
			Files.createDirectories(to);
			for (Path each : files.toList()) {
				Files.copy(each, to.resolve(each.getFileName()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<String> names() {
		return this.gated.queryForList("select name from entry order by name", String.class);
	}

	void insert(String name) {
		this.gated.update("insert into entry values (?)", name);
	}

	void stop() {
		this.checkpoints.stop();
	}

}
