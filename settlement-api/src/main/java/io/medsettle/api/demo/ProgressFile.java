package io.medsettle.api.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import io.medsettle.core.settings.SettlementSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the {@link ExampleDayProgress} in a file of the data folder, so that it goes
 * where the data goes and is gone with it.
 */
final class ProgressFile {

	private static final String NAME = "example-day.json";

	private final Path file;

	private final JsonMapper mapper;

	ProgressFile(SettlementSettings settings, JsonMapper mapper) {
		this.file = settings.dataDir().resolve(NAME);
		this.mapper = mapper;
	}

	/**
	 * @return what was last written, or empty on a fresh folder
	 */
	Optional<ExampleDayProgress> read() {
		return Files.exists(this.file) ? Optional.of(this.mapper.readValue(this.file, ExampleDayProgress.class))
				: Optional.empty();
	}

	/**
	 * Replaces the file as a whole, so that a crash leaves the old or the new one.
	 * @return what was written
	 * @throws UncheckedIOException if the file cannot be written
	 */
	ExampleDayProgress write(ExampleDayProgress progress) {
		Path draft = this.file.resolveSibling(NAME + ".tmp");
		try {
			Files.createDirectories(this.file.toAbsolutePath().getParent());
			this.mapper.writeValue(draft, progress);
			Files.move(draft, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return progress;
	}

}
