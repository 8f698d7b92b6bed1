package io.medsettle.core.claim;

/**
 * The number of an insured person, the only personal data that the engine takes.
 */
public final class PersonNumber {

	/**
	 * What is seen of a number that is masked: enough to tell two apart beside each
	 * other.
	 */
	private static final int SHOWN = 2;

	/** A shorter one is not shown at all. */
	private static final int SHOWN_FROM_LENGTH = 8;

	private PersonNumber() {
	}

	/**
	 * A number as it is shown where nobody needs to know whose it is: its last two
	 * characters, and nothing of how long it is.
	 */
	public static String masked(String personNo) {
		return (personNo.length() < SHOWN_FROM_LENGTH) ? "****"
				: "****" + personNo.substring(personNo.length() - SHOWN);
	}

}
