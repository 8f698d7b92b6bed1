package io.medsettle.batch.breaks;

/**
 * What the night resolves by itself: a short list, each with a switch. All else is left
 * to people.
 */
public enum AutomaticResolution {

	LATE_LEG("The missing leg has come, and the two agree."),

	ORIGINAL_ARRIVED("The original that the reversal waited for has come and clears or has cleared."),

	/** Nobody has said that a visit submitted twice took place twice. */
	EXACT_DUPLICATE("The same visit under another number has cleared; this one is cancelled."),

	SOLE_CLAIM("The other claim of the same visit was taken back; this one stands."),

	STATED_CLAIM("The claim that only the hospital had is in the treatment city's books."),

	/** The ledger that was wrong has been put right. */
	BOOKS_AGREE("The two books agree now.");

	private final String sentence;

	AutomaticResolution(String sentence) {
		this.sentence = sentence;
	}

	/**
	 * What has happened, in one sentence.
	 */
	public String sentence() {
		return this.sentence;
	}

}
