package io.medsettle.core.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the embedded database, and beside it the name of the last checkpoint for as
 * long as a process works with it.
 */
public final class DatabaseFile {

	static final String URL_PREFIX = "jdbc:h2:file:";

	/** From 1: to H2, going back to version 0 means to delete everything. */
	private static final Pattern VERSION = Pattern.compile("[1-9]\\d{0,17}");

	private static final Logger log = LoggerFactory.getLogger(DatabaseFile.class);

	private final Path database;

	private final Path checkpoint;

	private DatabaseFile(String name) {
		this.database = Path.of(name + ".mv.db");
		this.checkpoint = Path.of(name + ".checkpoint");
	}

	/**
	 * Whether the URL names such a file.
	 */
	public static boolean isNamedBy(String url) {
		return url.startsWith(URL_PREFIX);
	}

	/**
	 * The file that the URL names.
	 */
	public static DatabaseFile of(String url) {
		return new DatabaseFile(url.substring(URL_PREFIX.length()).replaceFirst(";.*", ""));
	}

	/** Where it lies. */
	public Path path() {
		return this.database;
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
	 * has crashed. To be called before it is opened. A crash in the middle of it does no
	 * harm.
	 */
	void recover() {
		OptionalLong version = readCheckpoint();
		if (version.isPresent() && Files.exists(this.database)) {
			log.info("The last process ended without stopping: {} is taken back to its last checkpoint."
					+ " What came since is read again", this.database);
			rollBack(version.getAsLong());
		}
		deleteCheckpoint();
	}

	private void rollBack(long version) {
		MVStore store = new MVStore.Builder().fileName(this.database.toString()).autoCommitDisabled().open();
		try {
			long newest = store.getCurrentVersion();
			if (newest > version) {
				store.rollbackTo(version);
				outnumber(newest, store);
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
	 * What came after the checkpoint may still stand in the file, and must not be taken
	 * for the newest version by a later recovery: so the file goes on with versions above
	 * it.
	 * @param abandoned the newest version that was there
	 */
	private static void outnumber(long abandoned, MVStore store) {
		MVStore.TxCounter checkpoint = store.registerVersionUsage();
		while (store.getCurrentVersion() <= abandoned) {
			// A change that changes nothing.
			store.setStoreVersion(store.getStoreVersion());
			store.commit();
		}
		store.deregisterVersionUsage(checkpoint);
	}

	private OptionalLong readCheckpoint() {
		try {
			String name = Files.readString(this.checkpoint);
			if (VERSION.matcher(name).matches()) {
				return OptionalLong.of(Long.parseLong(name));
			}
			log.warn("{} names no version; the newest is taken", this.checkpoint);
			return OptionalLong.empty();
		}
		catch (NoSuchFileException ex) {
			return OptionalLong.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
