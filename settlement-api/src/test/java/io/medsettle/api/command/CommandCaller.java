package io.medsettle.api.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.medsettle.testing.Database;

/**
 * Runs a command of the jar within the test's JVM, on what an engine has stored.
 */
final class CommandCaller {

	private final String word;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	/**
	 * @param word the command, such as {@code verify}
	 */
	CommandCaller(String word) {
		this.word = word;
	}

	/**
	 * Runs the command, and forgets what it has said before.
	 * @param data the data folder of the engine
	 * @return the status that the process would end with
	 */
	int status(Path data, String... arguments) {
		this.out.reset();
		this.err.reset();
		List<String> all = new ArrayList<>(List.of(arguments));
		all.addFirst(this.word);
		all.add("--settlement.data-dir=" + data);
		Database.chosen().settings(data).forEach((name, value) -> all.add("--" + name + "=" + value));
		try (PrintStream table = new PrintStream(this.out, true, StandardCharsets.UTF_8);
				PrintStream trouble = new PrintStream(this.err, true, StandardCharsets.UTF_8)) {
			return MedsettleCommand.run(all.toArray(String[]::new), (settings) -> {
				throw new AssertionError("No engine is wanted.");
			}, table, trouble).orElseThrow();
		}
	}

	/** The lines on standard output. */
	List<String> out() {
		return said(this.out);
	}

	/** The lines on standard error. */
	List<String> err() {
		return said(this.err);
	}

	private static List<String> said(ByteArrayOutputStream stream) {
		return stream.toString(StandardCharsets.UTF_8).lines().toList();
	}

}
