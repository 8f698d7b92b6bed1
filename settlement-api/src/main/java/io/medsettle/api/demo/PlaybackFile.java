package io.medsettle.api.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Properties;

/**
 * Keeps the {@link Playback} in a file of the data folder, so that it goes where the data
 * goes and is gone with it.
 */
final class PlaybackFile {

	private static final String NAME = "example-day.properties";

	private final Path file;

	PlaybackFile(Path dataDir) {
		this.file = dataDir.resolve(NAME);
	}

	/**
	 * @return what was last written, or empty on a fresh folder
	 * @throws UncheckedIOException if the file cannot be read
	 */
	Optional<Playback> read() {
		if (!Files.exists(this.file)) {
			return Optional.empty();
		}
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(this.file, StandardCharsets.UTF_8)) {
			properties.load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String closedDay = properties.getProperty("closedDay", "");
		return Optional.of(new Playback(Instant.parse(properties.getProperty("now")),
				LocalDate.parse(properties.getProperty("firstDay")),
				Boolean.parseBoolean(properties.getProperty("sent")),
				closedDay.isEmpty() ? null : LocalDate.parse(closedDay),
				Long.parseLong(properties.getProperty("loadMs")), Long.parseLong(properties.getProperty("nightMs"))));
	}

	/**
	 * Replaces the file as a whole, so that a crash leaves the old or the new one.
	 * @return what was written
	 * @throws UncheckedIOException if the file cannot be written
	 */
	Playback write(Playback playback) {
		Properties properties = new Properties();
		properties.setProperty("now", playback.now().toString());
		properties.setProperty("firstDay", playback.firstDay().toString());
		properties.setProperty("sent", Boolean.toString(playback.sent()));
		properties.setProperty("closedDay", (playback.closedDay() != null) ? playback.closedDay().toString() : "");
		properties.setProperty("loadMs", Long.toString(playback.loadMs()));
		properties.setProperty("nightMs", Long.toString(playback.nightMs()));
		Path draft = this.file.resolveSibling(NAME + ".tmp");
		try {
			Files.createDirectories(this.file.toAbsolutePath().getParent());
			try (Writer writer = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
				properties.store(writer, null);
			}
			Files.move(draft, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return playback;
	}

}
