package io.medsettle.api.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The data folder of an engine that is not running.
 */
final class EngineFolder {

	private static final Pattern AUDIT_TRAIL = Pattern.compile("\"auditTrail\"\\s*:\\s*\\{[^}]*}");

	private EngineFolder() {
	}

	static void copy(Path from, Path to) {
		try (Stream<Path> paths = Files.walk(from)) {
			for (Path path : paths.toList()) {
				Files.copy(path, to.resolve(from.relativize(path).toString()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The published files by their paths, without where the audit trail stood: that tells
	 * who has asked for what at which instant, and is no result of the day's events.
	 */
	static SortedMap<String, String> files(Path dataDir) {
		SortedMap<String, String> files = new TreeMap<>();
		Path root = dataDir.resolve("files");
		try (Stream<Path> paths = Files.walk(root)) {
			for (Path path : paths.filter(Files::isRegularFile).toList()) {
				files.put(root.relativize(path).toString(), AUDIT_TRAIL.matcher(Files.readString(path)).replaceAll(""));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return files;
	}

}
