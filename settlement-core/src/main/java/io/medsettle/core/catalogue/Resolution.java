package io.medsettle.core.catalogue;

import java.util.EnumSet;
import java.util.Set;

/**
 * What two persons may decide about a break. A decision clears the claim in the night
 * that follows, as new entries of that day, in both books alike.
 */
public enum Resolution {

	/** The treatment city's book stands; the insured city's is corrected. */
	ACCEPT_TREATMENT("The claim clears as the treatment city has it."),

	/** The insured city's book stands; the treatment city's is corrected. */
	ACCEPT_INSURED("The claim clears as the insured city has it."),

	/** The claim clears with a smaller amount than the treatment city has booked. */
	DEDUCT("The claim clears as the treatment city has it, less the amount that is deducted."),

	/** The claim never clears; both books take back what they have of it. */
	CANCEL("The claim does not clear, and both books take it back.");

	private static final Set<BreakCategory> BOOKS_DIFFER = EnumSet.of(BreakCategory.CITY_DIFFERS,
			BreakCategory.AMOUNT_DIFFERS, BreakCategory.CONTENT_DIFFERS);

	private static final Set<BreakCategory> STATEMENT_DIFFERS = EnumSet.of(BreakCategory.STATEMENT_MISSING,
			BreakCategory.STATEMENT_AMOUNT);

	private final String sentence;

	Resolution(String sentence) {
		this.sentence = sentence;
	}

	/**
	 * What it means, in one sentence.
	 */
	public String sentence() {
		return this.sentence;
	}

	/**
	 * Whether a break of this kind may be resolved so. A reversal that takes back what
	 * was taken back already, or whose original is not there or is held, may only be
	 * cancelled: to clear it would take back what was never settled.
	 */
	public boolean settles(BreakCategory category) {
		boolean booksDiffer = BOOKS_DIFFER.contains(category);
		return switch (this) {
			case ACCEPT_TREATMENT -> booksDiffer || STATEMENT_DIFFERS.contains(category)
					|| category == BreakCategory.INSURED_LEG_MISSING || category == BreakCategory.REVERSAL_MISMATCH;
			case ACCEPT_INSURED -> booksDiffer || category == BreakCategory.TREATMENT_LEG_MISSING;
			case DEDUCT -> booksDiffer || category == BreakCategory.STATEMENT_AMOUNT
					|| category == BreakCategory.REVERSAL_MISMATCH;
			case CANCEL -> true;
		};
	}

}
