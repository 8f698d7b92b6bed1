package io.medsettle.api.demo;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Where the example day is watched: a terminal, where progress is drawn in place, or a
 * pipe or file, which gets a line of progress now and then. Always UTF-8, because the
 * names of cities are Chinese whatever the locale.
 */
final class Terminal {

	private static final Duration LINE_EVERY = Duration.ofSeconds(5);

	private static final String START_OF_LINE = "\r";

	private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";

	private final PrintStream out;

	private final boolean interactive;

	private boolean progressShown;

	private long lastProgressNanos;

	Terminal(PrintStream out, boolean interactive) {
		this.out = out;
		this.interactive = interactive;
		this.lastProgressNanos = System.nanoTime();
	}

	static Terminal ofProcess() {
		return new Terminal(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
				isInteractive());
	}

	/** A line that stays. */
	synchronized void line(String text) {
		if (this.progressShown) {
			this.out.print(START_OF_LINE + CLEAR_TO_END_OF_LINE);
			this.progressShown = false;
		}
		this.out.println(text);
		this.lastProgressNanos = System.nanoTime();
	}

	/** How far something has come: the next call replaces it. */
	synchronized void progress(String text) {
		if (this.interactive) {
			this.out.print(START_OF_LINE + text + CLEAR_TO_END_OF_LINE);
			this.out.flush();
			this.progressShown = true;
		}
		else if (System.nanoTime() - this.lastProgressNanos >= LINE_EVERY.toNanos()) {
			line(text);
		}
	}

	@SuppressWarnings("SystemConsoleNull") // isTerminal tells.
	private static boolean isInteractive() {
		Console console = System.console();
		if (console == null || "dumb".equals(System.getenv("TERM"))) {
			return false;
		}
		try {
			// From Java 22 on there may be a console without a terminal.
			return (boolean) Console.class.getMethod("isTerminal").invoke(console);
		}
		catch (ReflectiveOperationException ex) {
			return true;
		}
	}

}
