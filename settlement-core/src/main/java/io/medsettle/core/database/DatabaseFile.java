package io.medsettle.core.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

import javax.sql.DataSource;

import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The file of the embedded database, and beside it the name of the last checkpoint for as
 * long as a process works with it.
 */
final class DatabaseFile {

	/** What the URL of such a database begins with. */
	static final String URL_PREFIX = "jdbc:h2:file:";

	private static final Logger log = LoggerFactory.getLogger(DatabaseFile.class);

	private final Path database;

	private final Path checkpoint;

	private DatabaseFile(String name) {
		this.database = Path.of(name + ".mv.db");
		this.checkpoint = Path.of(name + ".checkpoint");
	}

	/**
	 * The file that the URL names.
	 */
	static DatabaseFile of(String url) {
		return new DatabaseFile(url.substring(URL_PREFIX.length()).replaceFirst(";.*", ""));
	}

	/**
	 * Notes that this version is complete: what was committed before it, and nothing
	 * else.
	 */
	void keepCheckpoint(long version) {
		Path written = Path.of(this.checkpoint + ".new");
		try {
			Files.writeString(written, Long.toString(version));
			Files.move(written, this.checkpoint, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Notes that the newest version is complete.
	 */
	void deleteCheckpoint() {
		try {
			Files.deleteIfExists(this.checkpoint);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Takes the database back to the last checkpoint, if the process that worked with it
	 * has crashed. A crash in the middle of it does no harm.
	 * @param database the database, which nobody has opened yet
	 */
	void recover(DataSource database) {
		OptionalLong version = readCheckpoint();
		if (version.isPresent() && Files.exists(this.database)) {
			log.warn("The last process ended without stopping: {} is taken back to its last checkpoint."
					+ " What came since is read again", this.database);
			rollBack(version.getAsLong());
			rewrite(database);
		}
		deleteCheckpoint();
	}

	private void rollBack(long version) {
		MVStore store = new MVStore.Builder().fileName(this.database.toString()).autoCommitDisabled().open();
		try {
			if (store.getCurrentVersion() > version) {
				store.rollbackTo(version);
			}
			store.close();
		}
		catch (IllegalArgumentException ex) {
			log.warn("{} has its last checkpoint no longer; the newest version is taken", this.database, ex);
		}
		finally {
			store.closeImmediately();
		}
	}

	/**
	 * Rolls back what was not committed, and writes a new file: what came after the
	 * checkpoint must not be found in the old one by a later recovery.
	 */
	private static void rewrite(DataSource database) {
		try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute("shutdown compact");
		}
		catch (SQLException ex) {
			throw new DataAccessResourceFailureException("The embedded database cannot be recovered", ex);
		}
	}

	private OptionalLong readCheckpoint() {
		try {
			return OptionalLong.of(Long.parseLong(Files.readString(this.checkpoint)));
		}
		catch (NoSuchFileException ex) {
			return OptionalLong.empty();
		}
		catch (NumberFormatException ex) {
			log.warn("{} names no version; the newest is taken", this.checkpoint);
			return OptionalLong.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
