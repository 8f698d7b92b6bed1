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
			"Whoever resolves the original's break; the reversal clears with it."),

	/** The hospital states a claim that the treatment city's books do not have. */
	STATEMENT_EXTRA("The hospital's statement has a claim that is not in the treatment city's books of the day.",
			"The treatment city's bureau has the hospital submit the claim, or correct its own books."),

	/** The treatment city's books have a claim that the hospital does not state. */
	STATEMENT_MISSING("The treatment city's books have a claim that is not in the hospital's statement of the day.",
			"The treatment city's bureau asks the hospital whether the visit took place."),

	/** The hospital states other amounts, or another kind of claim. */
	STATEMENT_AMOUNT("The hospital's statement has other amounts for the claim than the treatment city's books.",
			"The treatment city's bureau and the hospital agree which of the two is right."),

	/** The hospital's totals are not those of the treatment city's books. */
	STATEMENT_TOTALS_DIFFER("The hospital's totals of the day are not those of the treatment city's books.",
			"The treatment city's bureau has the hospital send its claims one by one to find the difference.");

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
