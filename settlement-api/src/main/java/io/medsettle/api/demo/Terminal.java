package io.medsettle.api.demo;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * Where the example day is watched: a terminal, where progress is drawn in place, or a
 * pipe or file, which gets a line of progress now and then. Always UTF-8, because the
 * names of cities are Chinese whatever the locale. Figures and names are written the same
 * way in either.
 */
final class Terminal {

	private static final Duration LINE_EVERY = Duration.ofSeconds(5);

	/** Room for the longest name of a step. */
	private static final int NAME_COLUMNS = 14;

	private static final int BAR_CELLS = 30;

	private static final String START_OF_LINE = "\r";

	private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";

	private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true,
			StandardCharsets.UTF_8);

	private final boolean interactive = isInteractive();

	private boolean progressShown;

	private long lastProgressNanos = System.nanoTime();

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

	/** A line for work that is done. */
	void done(String name, Duration took, String what) {
		line("  " + left(name, NAME_COLUMNS) + bar(1) + right(seconds(took), 9) + "  " + what);
	}

	/** A bar for work that is under way. */
	void underWay(String name, double part, String what) {
		progress("  " + left(name, NAME_COLUMNS) + bar(part) + "  " + what);
	}

	/** Such as {@code 264,000}. */
	static String count(long count) {
		return String.format(Locale.ROOT, "%,d", count);
	}

	/** Such as {@code 12.3 s}. */
	static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
	}

	/** A bar that is filled to the given part, from 0 to 1. */
	static String bar(double part) {
		int filled = (int) Math.round(Math.clamp(part, 0.0, 1.0) * BAR_CELLS);
		return "█".repeat(filled) + "░".repeat(BAR_CELLS - filled)
				+ String.format(Locale.ROOT, " %3.0f %%", Math.floor(100 * Math.clamp(part, 0.0, 1.0)));
	}

	/** Filled with spaces on the right. */
	static String left(String text, int columns) {
		return text + " ".repeat(Math.max(0, columns - width(text)));
	}

	/** Filled with spaces on the left. */
	static String right(String text, int columns) {
		return " ".repeat(Math.max(0, columns - width(text))) + text;
	}

	/** A Chinese character takes two columns. */
	private static int width(String text) {
		return text.codePoints()
			.map((character) -> (Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN) ? 2 : 1)
			.sum();
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
