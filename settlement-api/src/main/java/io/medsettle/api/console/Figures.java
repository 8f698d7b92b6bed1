package io.medsettle.api.console;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;

import io.medsettle.batch.step.Yuan;

/**
 * How amounts, counts, sizes and durations are written on the page.
 */
final class Figures {

	private static final char MINUS = '\u2212';

	private static final int CHECKSUM_PREFIX_LENGTH = 12;

	private static final String SIZE_UNITS = "KMGT";

	/**
	 * Fen as yuan with two decimals, such as {@code 1,286.50}.
	 */
	public static String yuan(long fen) {
		return Yuan.grouped(fen).replace('-', MINUS);
	}

	/**
	 * Fen as yuan, with a plus sign where something is received.
	 */
	public static String signedYuan(long fen) {
		return (fen > 0) ? "+" + yuan(fen) : yuan(fen);
	}

	public static String count(long count) {
		return format("#,##0;\u2212#,##0", BigDecimal.valueOf(count));
	}

	/**
	 * A ratio of 0 to 1 as a percentage with one decimal, rounded down, so that 100.0 %
	 * means all of it.
	 */
	public static String percent(double ratio) {
		return format("0.0", BigDecimal.valueOf(Math.floor(ratio * 1000) / 10)) + " %";
	}

	public static String size(long bytes) {
		if (bytes < 1024) {
			return bytes + " B";
		}
		double size = bytes / 1024.0;
		int unit = 0;
		while (size >= 1024 && unit < SIZE_UNITS.length() - 1) {
			size /= 1024;
			unit++;
		}
		return format("#,##0.0", BigDecimal.valueOf(size)) + " " + SIZE_UNITS.charAt(unit) + "iB";
	}

	public static String checksumPrefix(String sha256) {
		return sha256.substring(0, Math.min(CHECKSUM_PREFIX_LENGTH, sha256.length()));
	}

	/**
	 * A duration as {@code 0.4 s}, {@code 12.3 s} or {@code 3:05} and {@code 1:02:03}.
	 */
	public static String duration(Duration duration) {
		long seconds = Math.max(0, duration.toSeconds());
		if (seconds < 60) {
			return format("0.0", BigDecimal.valueOf(Math.max(0, duration.toMillis()), 3)) + " s";
		}
		return (seconds < 3600) ? "%d:%02d".formatted(seconds / 60, seconds % 60)
				: "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
	}

	private static String format(String pattern, BigDecimal number) {
		return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
	}

}
