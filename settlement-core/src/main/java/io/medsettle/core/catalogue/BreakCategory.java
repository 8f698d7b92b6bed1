package io.medsettle.core.catalogue;

/**
 * Why a claim is held back from clearing (对账差异). The names appear in break files.
 */
public enum BreakCategory {

	/** The insured city's books have the claim, the treatment city's do not. */
	TREATMENT_LEG_MISSING("Only the insured city's books have the claim.",
			"The operator finds out why the treatment ledger did not post it."),

	/** The treatment city's books have the claim, the insured city's do not. */
	INSURED_LEG_MISSING("Only the treatment city's books have the claim.",
			"The operator finds out why the insured ledger did not post it."),

	/** Both books have the claim with different cities. */
	CITY_DIFFERS("The two books name different cities for the claim.",
			"The operator compares both legs with the submitted event."),

	/** Both books have the claim with different amounts. */
	AMOUNT_DIFFERS("The two books have different amounts for the claim.",
			"The operator compares both legs with the submitted event."),

	/** Both books have the claim with other differences. */
	CONTENT_DIFFERS("The two books have different content for the claim.",
			"The operator compares both legs with the submitted event."),

	/** A reversal came, its original did not (yet). */
	REVERSAL_WITHOUT_ORIGINAL("The reversal's original has not been submitted.",
			"The hospital submits the original; the reversal clears on that day."),

	/** The original came after its reversal and has other values. */
	REVERSAL_MISMATCH("The reversal does not repeat the values of its original.",
			"The hospital and the bureaus agree which of the two is right."),

	/** The original was already taken back by an earlier reversal. */
	DOUBLE_REVERSAL("The original was already reversed by another claim.",
			"The hospital withdraws the second reversal or explains it."),

	/** The original is itself held back. */
	ORIGINAL_HELD("The reversal's original is itself held back.",
			"Whoever resolves the original's break; the reversal clears with it.");

	private final String sentence;

	private final String remedy;

	BreakCategory(String sentence, String remedy) {
		this.sentence = sentence;
		this.remedy = remedy;
	}

	/**
	 * What it means, in one sentence.
	 */
	public String sentence() {
		return this.sentence;
	}

	/**
	 * Who does what about it, in one sentence.
	 */
	public String remedy() {
		return this.remedy;
	}

}
