package io.medsettle.batch.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

import io.medsettle.core.settings.SettlementSettings;

import org.springframework.stereotype.Component;

/**
 * Where the files lie: a folder a day under the data folder.
 */
@Component
class FileStore {

	private final Path root;

	FileStore(SettlementSettings settings) {
		this.root = settings.dataDir().resolve("files");
	}

	/**
	 * The day's folder, created if it is not there yet.
	 */
	Path createFolder(LocalDate day) throws IOException {
		return Files.createDirectories(folder(day));
	}

	Path path(LocalDate day, String name) {
		return folder(day).resolve(name);
	}

	private Path folder(LocalDate day) {
		return this.root.resolve(day.toString());
	}

}
