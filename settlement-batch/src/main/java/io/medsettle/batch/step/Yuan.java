package io.medsettle.batch.step;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Writes whole fen as yuan, with two decimals and a plain minus sign.
 */
public final class Yuan {

	private Yuan() {
	}

	/**
	 * The amount as clearing files and sentences show it, such as {@code 800.00} or
	 * {@code -0.05}.
	 */
	public static String of(long fen) {
		return BigDecimal.valueOf(fen, 2).toString();
	}

	/**
	 * The amount as people read it, with thousands separators, such as {@code -1,286.50}.
	 */
	public static String grouped(long fen) {
		return String.format(Locale.ROOT, "%,.2f", BigDecimal.valueOf(fen, 2));
	}

}
