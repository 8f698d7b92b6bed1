package io.medsettle.batch.verify;

/**
 * Something published that the stored claims do not bear out. Names no person.
 *
 * @param what the kind of thing, such as {@code Obligation}
 * @param where which one, such as {@code 320500 to 310000}
 * @param expected what it must be by the claims
 * @param found what it is
 */
public record Discrepancy(String what, String where, String expected, String found) {

	/** The longest text in any of the parts. */
	static final int LENGTH_MAX = 200;

	public Discrepancy {
		what = cut(what);
		where = cut(where);
		expected = cut(expected);
		found = cut(found);
	}

	/**
	 * The discrepancy as a sentence, to the fen.
	 */
	public String sentence() {
		return this.what + " " + this.where + ": expected " + this.expected + ", found " + this.found + ".";
	}

	private static String cut(String text) {
		return (text.length() > LENGTH_MAX) ? text.substring(0, LENGTH_MAX - 1) + "…" : text;
	}

}
