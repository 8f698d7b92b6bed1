package io.medsettle.batch.verify;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Amounts as they stand in files and in sentences.
 */
final class Amounts {

	private static final Pattern YUAN = Pattern.compile("-?(0|[1-9]\\d{0,16})\\.\\d{2}");

	private Amounts() {
	}

	/**
	 * The fen of an amount in yuan with two decimals.
	 * @throws NumberFormatException if it is written in any other way
	 */
	static long fenOfYuan(String yuan) {
		if (!YUAN.matcher(yuan).matches()) {
			throw new NumberFormatException(yuan + " is no amount in yuan with two decimals");
		}
		try {
			return new BigDecimal(yuan).movePointRight(2).longValueExact();
		}
		catch (ArithmeticException ex) {
			throw new NumberFormatException(yuan + " is too large");
		}
	}

	static String text(long claims, long fen) {
		return claims + " claims of " + fen + " fen";
	}

}
