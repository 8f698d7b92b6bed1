package io.medsettle.api.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The garbage collections of an engine, from the log its JVM writes.
 */
final class HeapLog {

	private static final Pattern COLLECTION = Pattern.compile("Pause (\\w+) .* (\\d+)M->(\\d+)M\\((\\d+)M\\)");

	private final Path file;

	HeapLog(Path file) {
		this.file = file;
	}

	/**
	 * The limit of an engine's heap: what {@code benchmark.heap} says, or else the usual.
	 */
	static String limit(String usual) {
		String wanted = System.getProperty("benchmark.heap", "");
		return wanted.isBlank() ? usual : wanted;
	}

	/** What makes a JVM write the log, with a heap of the given limit. */
	List<String> jvm(String heap) {
		return List.of("-Xmx" + heap, "-XX:+UseParallelGC", "-Xlog:gc:file=" + this.file);
	}

	List<Collection> collections() throws IOException {
		List<Collection> collections = new ArrayList<>();
		for (String line : Files.readAllLines(this.file)) {
			Matcher matcher = COLLECTION.matcher(line);
			if (matcher.find()) {
				collections.add(new Collection(matcher.group(1).equals("Full"), Long.parseLong(matcher.group(2)),
						Long.parseLong(matcher.group(3))));
			}
		}
		return collections;
	}

	/**
	 * The most that was in use when a collection began.
	 * @param skipped how many collections were before the time of interest
	 */
	long peakMb(int skipped) throws IOException {
		return collections().stream().skip(skipped).mapToLong(Collection::beforeMb).max().orElse(0);
	}

	/**
	 * One garbage collection.
	 */
	record Collection(boolean full, long beforeMb, long afterMb) {
	}

}
