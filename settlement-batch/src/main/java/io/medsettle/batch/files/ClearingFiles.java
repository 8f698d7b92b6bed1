package io.medsettle.batch.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.database.Durability;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The clearing files of published days. A day that is not published has none.
 */
@Component
public class ClearingFiles {

	private static final String ACKNOWLEDGE = """
			insert into clearing_file_acknowledgement (day, name, sha256, acknowledged_at_ms)
			values (:day, :name, :sha256, :now)
			on conflict do nothing""";

	/** Bureaus are the actors of what they do by this and their city. */
	private static final String BUREAU_PREFIX = "bureau-";

	private final ClearingFileTable table;

	private final ClearingDays days;

	private final FileStore store;

	private final SealCheck sealCheck;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Durability durability;

	private final Clock clock;

	ClearingFiles(ClearingFileTable table, ClearingDays days, FileStore store, SealCheck sealCheck, JdbcClient jdbc,
			PlatformTransactionManager transactionManager, Durability durability, Clock clock) {
		this.table = table;
		this.days = days;
		this.store = store;
		this.sealCheck = sealCheck;
		this.jdbc = jdbc;
		this.transaction = new TransactionTemplate(transactionManager);
		this.durability = durability;
		this.clock = clock;
	}

	/**
	 * The day's files by city, each city's by name.
	 * @param city if given, only this city's
	 */
	public List<ClearingFile> list(LocalDate day, @Nullable String city) {
		if (!this.days.isSealed(day)) {
			return List.of();
		}
		return this.table.list(day).stream().filter((file) -> city == null || city.equals(file.city())).toList();
	}

	/**
	 * The file of this name, if its day is published.
	 */
	public Optional<ClearingFile> find(LocalDate day, String name) {
		return this.days.isSealed(day) ? this.table.find(day, name) : Optional.empty();
	}

	/**
	 * Where the file's bytes lie.
	 */
	public Path path(ClearingFile file) {
		return this.store.path(file.day(), file.name());
	}

	/**
	 * Opens a file, whose bytes are then those that were published.
	 * @return to be closed by the caller
	 * @throws DamagedFileException if they are not, or are not there
	 */
	public FileChannel open(ClearingFile file) {
		return this.sealCheck.open(file);
	}

	/**
	 * The published files that were found damaged by this process and still are. Those
	 * nobody has asked for are not among them: the verification of a day looks at all.
	 */
	public List<DamagedFile> damaged() {
		return this.sealCheck.damaged();
	}

	/**
	 * Notes that a bureau has the file. Doing so again changes nothing. When every city
	 * has acknowledged its manifest, the day is acknowledged.
	 * @param sha256 the checksum the bureau calculated, hexadecimal
	 * @return the file with the time of the first acknowledgement, or empty if there is
	 * no such file
	 * @throws ChecksumMismatchException if the bureau has other bytes
	 * @throws DamagedFileException if the engine itself has other bytes now
	 */
	public Optional<ClearingFile> acknowledge(LocalDate day, String name, String sha256) {
		Optional<ClearingFile> file = find(day, name);
		if (file.isEmpty()) {
			return file;
		}
		if (!file.get().sha256().equalsIgnoreCase(sha256)) {
			throw new ChecksumMismatchException(name);
		}
		requireWhole(file.get());
		this.transaction.executeWithoutResult((status) -> {
			if (file.get().kind() == ClearingFileKind.MANIFEST) {
				acknowledgeManifest(file.get());
			}
			else {
				note(file.get());
			}
		});
		this.durability.assure();
		return find(day, name);
	}

	private void requireWhole(ClearingFile file) {
		try (FileChannel whole = open(file)) {
			// What opens is whole; it is not read here.
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The last manifest of the day takes the day with it. Cities take turns here, so that
	 * of two who are the last to come, one sees the other.
	 */
	private void acknowledgeManifest(ClearingFile manifest) {
		LocalDate day = manifest.day();
		ClearingDay locked = this.days.lock(day).orElseThrow();
		note(manifest);
		if (locked.state() == ClearingDayState.PUBLISHED && this.table.unacknowledgedManifests(day) == 0) {
			this.days.advance(day, ClearingDayState.PUBLISHED, ClearingDayState.ACKNOWLEDGED,
					BUREAU_PREFIX + manifest.city(), "Every city has acknowledged its manifest.");
		}
	}

	private void note(ClearingFile file) {
		this.jdbc.sql(ACKNOWLEDGE)
			.param("day", file.day())
			.param("name", file.name())
			.param("sha256", file.sha256())
			.param("now", this.clock.millis())
			.update();
	}

}
