package io.medsettle.batch.step;

/**
 * Writes whole fen as yuan, the way clearing files and sentences show money: two
 * decimals, a plain minus sign, no thousands separators.
 */
public final class Yuan {

	private static final int FEN_IN_YUAN = 100;

	private static final int TEN = 10;

	private Yuan() {
	}

	/**
	 * The amount in yuan, such as {@code 800.00} or {@code -0.05}.
	 */
	public static String of(long fen) {
		// Digits of the negative amount, because Long.MIN_VALUE has no positive twin.
		long negative = (fen > 0) ? -fen : fen;
		long yuan = -(negative / FEN_IN_YUAN);
		long rest = -(negative % FEN_IN_YUAN);
		return ((fen < 0) ? "-" : "") + yuan + ((rest < TEN) ? ".0" : ".") + rest;
	}

}
