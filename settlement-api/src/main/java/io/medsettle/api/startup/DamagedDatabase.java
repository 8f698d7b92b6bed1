package io.medsettle.api.startup;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

import io.medsettle.core.database.DatabaseFile;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * A database file that was cut or overwritten. H2 notices it when it opens the file, or
 * as soon as it reads the place, and has several ways to say so.
 */
final class DamagedDatabase {

	private static final Set<Integer> STORE_ERRORS = Set.of(DataUtils.ERROR_READING_FAILED,
			DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_CHUNK_NOT_FOUND, DataUtils.ERROR_BLOCK_NOT_FOUND,
			DataUtils.ERROR_SERIALIZATION, DataUtils.ERROR_INTERNAL);

	private DamagedDatabase() {
	}

	/**
	 * Whether a failure says so of the database at this URL.
	 */
	static boolean isMeantBy(Throwable failure, String url) {
		if (!DatabaseFile.isNamedBy(url)) {
			return false;
		}
		return switch (failure) {
			case MVStoreException store -> STORE_ERRORS.contains(store.getErrorCode());
			// What H2 itself did not expect is in the file.
			case SQLException sql ->
				sql.getErrorCode() == ErrorCode.FILE_CORRUPTED_1 || sql.getErrorCode() == ErrorCode.GENERAL_ERROR_1;
			default -> false;
		};
	}

	/** A checkpoint's name beside the file belongs to it, so that the folder is one. */
	static String line(String url) {
		Path file = DatabaseFile.of(url).path();
		return "The database file " + file + " (spring.datasource.url) is damaged: move the folder " + file.getParent()
				+ " aside and put its last backup in its place; what came since is read again from Kafka";
	}

}
