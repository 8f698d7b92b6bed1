package io.medsettle.api.demo;

import java.time.Duration;
import java.util.Locale;

/**
 * How figures and names are written in the terminal.
 */
final class TerminalText {

	private static final int BAR_CELLS = 30;

	private TerminalText() {
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

}
