package io.medsettle.batch.breaks;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * What may be decided about a break: a closed list. A decision that moves money takes two
 * persons, and clears the claim in the night that follows, as new entries of that day, in
 * both books alike.
 */
public enum Resolution {

	/**
	 * The treatment city's book stands; the insured city's is corrected. Where only a
	 * statement differs, there is nothing to correct.
	 */
	ACCEPT_TREATMENT("The claim clears as the treatment city has it."),

	/**
	 * The insured city's book, or its decision, stands; the treatment city's is
	 * corrected.
	 */
	ACCEPT_INSURED("The claim clears as the insured city has it; what it refuses is cancelled."),

	DEDUCT("The claim clears as the treatment city has it, less the amount that is deducted."),

	CANCEL("The claim does not clear, and both books take it back."),

	/** A few fen of difference are not worth a dispute. */
	WRITE_OFF_ROUNDING(
			"The claim clears as the treatment city has it; the difference is within the limit for rounding."),

	/** The reversal named the wrong original. */
	LINK("The reversal takes back another claim than the one it names, and clears once that has."),

	/** Nothing is decided yet. */
	WAIT("The claim stays held until something comes or the date is over.");

	private static final Set<BreakCategory> BOOKS_DIFFER = EnumSet.of(BreakCategory.CITY_DIFFERS,
			BreakCategory.KIND_DIFFERS, BreakCategory.FUND_DIFFERS, BreakCategory.ACCOUNT_DIFFERS,
			BreakCategory.CASH_DIFFERS, BreakCategory.AMOUNT_DIFFERS, BreakCategory.CONTENT_DIFFERS);

	private static final Set<BreakCategory> BOOKS_AGREE = EnumSet.of(BreakCategory.LATE_LEG,
			BreakCategory.LATE_ORIGINAL, BreakCategory.DUPLICATE);

	private static final Set<BreakCategory> STATEMENT_DIFFERS = EnumSet.of(BreakCategory.STATEMENT_MISSING,
			BreakCategory.STATEMENT_AMOUNT);

	/** No claim is held for it, and none clears. */
	private static final Set<BreakCategory> STATED_ONLY = EnumSet.of(BreakCategory.STATEMENT_EXTRA,
			BreakCategory.STATEMENT_TOTALS_DIFFER);

	/** The insured city has said that it does not pay. */
	private static final Set<BreakCategory> CONTESTED = EnumSet.of(BreakCategory.REFUSED, BreakCategory.DEDUCTED);

	private static final Set<BreakCategory> ROUNDED = EnumSet.of(BreakCategory.FUND_DIFFERS,
			BreakCategory.ACCOUNT_DIFFERS, BreakCategory.AMOUNT_DIFFERS, BreakCategory.STATEMENT_AMOUNT);

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
	 * Whether it moves money, so that a second person must approve it.
	 */
	public boolean needsApproval() {
		return this != WAIT;
	}

	/**
	 * Whether a claim to which all of the categories apply may be resolved so: none of
	 * them forbids it.
	 */
	public boolean settlesAll(Collection<BreakCategory> categories) {
		return categories.stream().allMatch(this::settles);
	}

	/**
	 * Whether a break of this kind may be resolved so. A reversal whose original is not
	 * there or is held may only be cancelled or linked: to clear it would take back what
	 * was never settled. Of one beside which too little of the original is left, as much
	 * must be deducted as is missing; where nothing is left, that leaves its
	 * cancellation.
	 */
	public boolean settles(BreakCategory category) {
		if (!category.holdsClaim()) {
			return this == WAIT || (this == ACCEPT_TREATMENT && STATED_ONLY.contains(category));
		}
		boolean booksDiffer = BOOKS_DIFFER.contains(category) || category == BreakCategory.HOSPITAL_DIFFERS;
		boolean contested = CONTESTED.contains(category);
		return switch (this) {
			case ACCEPT_TREATMENT -> booksDiffer || contested || BOOKS_AGREE.contains(category)
					|| STATEMENT_DIFFERS.contains(category) || category == BreakCategory.INSURED_LEG_MISSING
					|| category == BreakCategory.EVENT_MISSING || category == BreakCategory.REVERSAL_MISMATCH;
			case ACCEPT_INSURED -> booksDiffer || contested || BOOKS_AGREE.contains(category)
					|| category == BreakCategory.TREATMENT_LEG_MISSING || category == BreakCategory.REVERSAL_MISMATCH;
			case DEDUCT -> BOOKS_DIFFER.contains(category) || contested || category == BreakCategory.STATEMENT_AMOUNT
					|| category == BreakCategory.REVERSAL_MISMATCH || category == BreakCategory.DOUBLE_REVERSAL;
			case WRITE_OFF_ROUNDING -> ROUNDED.contains(category);
			case LINK ->
				category == BreakCategory.REVERSAL_WITHOUT_ORIGINAL || category == BreakCategory.REVERSAL_MISMATCH;
			case CANCEL, WAIT -> true;
		};
	}

}
