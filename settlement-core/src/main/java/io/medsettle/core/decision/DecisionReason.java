package io.medsettle.core.decision;

/**
 * Why an insured city does not pay for a claim, or not for all of it: a closed list. The
 * sentences name no person.
 */
public enum DecisionReason {

	NOT_INSURED("The person was not insured there at the time."),

	NOT_COVERED("The treatment is not covered."),

	NOT_FILED("Care outside the city was not filed."),

	/** The cap is used up, or the amount is over a limit. */
	LIMIT_EXCEEDED("A limit of the benefit is exceeded."),

	/** Calculated otherwise by the insured city. */
	WRONG_AMOUNT("The benefit comes to another amount."),

	/** The city cannot judge it. */
	DOCUMENTS_MISSING("Documents are missing."),

	SUSPECTED_ABUSE("Abuse is suspected."),

	/** Anything else; the remark says what. */
	OTHER("For another reason.");

	private final String sentence;

	DecisionReason(String sentence) {
		this.sentence = sentence;
	}

	/**
	 * What it means, in one sentence.
	 */
	public String sentence() {
		return this.sentence;
	}

}
