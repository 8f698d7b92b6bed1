package io.medsettle.api.production;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder {@code infra}.
 */
final class InfraFiles {

	static final Path FOLDER = Path.of("..", "infra");

	private InfraFiles() {
	}

	static String read(String name) {
		try {
			return Files.readString(FOLDER.resolve(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
