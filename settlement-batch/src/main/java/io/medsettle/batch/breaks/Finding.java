package io.medsettle.batch.breaks;

/**
 * Why a claim is held back.
 *
 * @param category the kind of disagreement
 * @param reason the sentence for the bureaus; names no person
 */
public record Finding(BreakCategory category, String reason) {

	private static final int REASON_LENGTH_MAX = 500;

	public Finding {
		reason = shortened(reason);
	}

	/** As much of a reason as is kept. */
	static String shortened(String reason) {
		return (reason.length() <= REASON_LENGTH_MAX) ? reason : reason.substring(0, REASON_LENGTH_MAX - 1) + "…";
	}

	public static Finding of(BreakCategory category) {
		return new Finding(category, category.sentence());
	}

	public static Finding of(BreakCategory category, String detail) {
		return new Finding(category, category.sentence() + " " + detail);
	}

}
