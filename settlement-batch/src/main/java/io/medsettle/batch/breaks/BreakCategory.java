package io.medsettle.batch.breaks;

import java.util.Comparator;
import java.util.List;

/**
 * What the night can find wrong (对账差异): a closed list, each with who has to do something
 * about it, what it means, and who does what. The names appear in break files.
 */
public enum BreakCategory {

	TREATMENT_LEG_MISSING(BreakOwner.OPERATOR, Nature.BROKEN, "Only the insured city's books have the claim.",
			"The operator finds out why the treatment ledger did not post it."),

	INSURED_LEG_MISSING(BreakOwner.OPERATOR, Nature.BROKEN, "Only the treatment city's books have the claim.",
			"The operator finds out why the insured ledger did not post it."),

	/** Legs are written by the router alone: somebody else had its key. */
	EVENT_MISSING(BreakOwner.OPERATOR, Nature.BROKEN, "No submitted event of its own explains the claim.",
			"The operator finds out who wrote it; what no hospital has submitted is cancelled."),

	LATE_LEG(BreakOwner.TREATMENT_CITY, Nature.WAITING, "The leg that was missing has come, and the two agree.",
			"The treatment city's bureau lets the claim clear; no leg is released by itself here."),

	CITY_DIFFERS(BreakOwner.OPERATOR, Nature.BROKEN, "The two books name different cities for the claim.",
			"The operator compares both legs with the submitted event."),

	HOSPITAL_DIFFERS(BreakOwner.OPERATOR, Nature.BROKEN,
			"The two books have the same event under different hospitals or claim numbers.",
			"The operator compares both legs with the submitted event; the wrong one is cancelled."),

	KIND_DIFFERS(BreakOwner.OPERATOR, Nature.BROKEN, "One book has a settlement, the other a reversal.",
			"The operator compares both legs with the submitted event."),

	FUND_DIFFERS(BreakOwner.OPERATOR, Nature.BROKEN, "The two books have different amounts from the fund.",
			"The operator compares both legs with the submitted event."),

	ACCOUNT_DIFFERS(BreakOwner.OPERATOR, Nature.BROKEN,
			"The two books have different amounts from the person's account.",
			"The operator compares both legs with the submitted event."),

	/** What clears is the same, what was paid at the counter is not. */
	CASH_DIFFERS(BreakOwner.OPERATOR, Nature.BROKEN,
			"The two books have different amounts for what the person paid at the counter.",
			"The operator compares both legs with the submitted event."),

	/** Both parts of what clears differ. */
	AMOUNT_DIFFERS(BreakOwner.OPERATOR, Nature.BROKEN, "The two books have several different amounts for the claim.",
			"The operator compares both legs with the submitted event."),

	CONTENT_DIFFERS(BreakOwner.OPERATOR, Nature.BROKEN, "The two books have different content for the claim.",
			"The operator compares both legs with the submitted event."),

	REVERSAL_WITHOUT_ORIGINAL(BreakOwner.HOSPITAL, Nature.WAITING, "The reversal's original has not been submitted.",
			"The hospital submits the original; the reversal clears on that day."),

	LATE_ORIGINAL(BreakOwner.TREATMENT_CITY, Nature.WAITING,
			"The original that the reversal waited for has come, and the two agree.",
			"The treatment city's bureau lets the reversal clear; no reversal is released by itself here."),

	REVERSAL_MISMATCH(BreakOwner.TREATMENT_CITY, Nature.BROKEN,
			"The reversal does not repeat the values of its original.",
			"The hospital and the bureaus agree which of the two is right."),

	DOUBLE_REVERSAL(BreakOwner.HOSPITAL, Nature.BROKEN,
			"The original was already reversed by another claim, in full or so far that too little of it is left.",
			"The hospital withdraws the reversal; at most what is left can still be taken back."),

	ORIGINAL_HELD(BreakOwner.TREATMENT_CITY, Nature.WAITING, "The reversal's original is itself held back.",
			"Whoever resolves the original's break; the reversal clears with it."),

	DUPLICATE(BreakOwner.HOSPITAL, Nature.BROKEN,
			"The hospital has submitted the same visit a second time under another number.",
			"The hospital says whether there were two visits; if not, the second claim is cancelled."),

	CONFLICTING_DUPLICATE(BreakOwner.HOSPITAL, Nature.FACT,
			"The hospital has used the number again with other content; the first stands and clears.",
			"The hospital submits what is new under a number of its own."),

	REFUSED(BreakOwner.TREATMENT_CITY, Nature.BROKEN, "The insured city refuses the claim.",
			"The treatment city's bureau accepts it, and the claim is cancelled, or disputes it."),

	DEDUCTED(BreakOwner.TREATMENT_CITY, Nature.BROKEN, "The insured city deducts a part of the claim.",
			"The treatment city's bureau accepts it, and the rest clears, or disputes it."),

	STATEMENT_EXTRA(BreakOwner.TREATMENT_CITY, Nature.FACT,
			"The hospital's statement has a claim that is not in the treatment city's books of the day.",
			"The treatment city's bureau has the hospital submit the claim, or correct its own books."),

	STATEMENT_MISSING(BreakOwner.TREATMENT_CITY, Nature.BROKEN,
			"The treatment city's books have a claim that is not in the hospital's statement of the day.",
			"The treatment city's bureau asks the hospital whether the visit took place."),

	/** The hospital states other amounts, or another kind of claim. */
	STATEMENT_AMOUNT(BreakOwner.TREATMENT_CITY, Nature.BROKEN,
			"The hospital's statement has other amounts for the claim than the treatment city's books.",
			"The treatment city's bureau and the hospital agree which of the two is right."),

	STATEMENT_TOTALS_DIFFER(BreakOwner.TREATMENT_CITY, Nature.FACT,
			"The hospital's totals of the day are not those of the treatment city's books.",
			"The treatment city's bureau has the hospital send its claims one by one to find the difference."),

	LEDGER_IMBALANCE(BreakOwner.OPERATOR, Nature.FACT, "A book has other entries than its claims call for.",
			"The operator has the ledger repaired; until then the night publishes nothing.");

	/**
	 * The gravest first: the more of what people might decide a category rules out, the
	 * earlier it stands. A test holds that each category stands here once.
	 */
	private static final List<BreakCategory> GRAVEST_FIRST = List.of(DOUBLE_REVERSAL, HOSPITAL_DIFFERS,
			TREATMENT_LEG_MISSING, INSURED_LEG_MISSING, EVENT_MISSING, CITY_DIFFERS, KIND_DIFFERS, AMOUNT_DIFFERS,
			FUND_DIFFERS, ACCOUNT_DIFFERS, CASH_DIFFERS, CONTENT_DIFFERS, STATEMENT_MISSING, STATEMENT_AMOUNT, REFUSED,
			DEDUCTED, REVERSAL_MISMATCH, DUPLICATE, ORIGINAL_HELD, REVERSAL_WITHOUT_ORIGINAL, LATE_LEG, LATE_ORIGINAL,
			LEDGER_IMBALANCE, CONFLICTING_DUPLICATE, STATEMENT_EXTRA, STATEMENT_TOTALS_DIFFER);

	private final BreakOwner owner;

	private final Nature nature;

	private final String sentence;

	private final String remedy;

	BreakCategory(BreakOwner owner, Nature nature, String sentence, String remedy) {
		this.owner = owner;
		this.nature = nature;
		this.sentence = sentence;
		this.remedy = remedy;
	}

	/**
	 * Puts the gravest category first. Of several that apply to a claim, the first is
	 * told.
	 */
	public static Comparator<BreakCategory> gravestFirst() {
		return Comparator.comparingInt(GRAVEST_FIRST::indexOf);
	}

	/**
	 * Whether only people can say that it no longer applies: the books, which each night
	 * looks at anew, do not show it.
	 */
	public boolean isLeftToPeople() {
		return this == STATEMENT_MISSING || this == STATEMENT_AMOUNT || this == DUPLICATE || this == EVENT_MISSING;
	}

	/**
	 * Who has to do something about it.
	 */
	public BreakOwner owner() {
		return this.owner;
	}

	/**
	 * Whether it keeps a claim from clearing. What does not is a fact to be known.
	 */
	public boolean holdsClaim() {
		return this.nature != Nature.FACT;
	}

	/**
	 * Whether nothing is wrong yet: the claim waits for something that is on its way.
	 */
	public boolean isWaiting() {
		return this.nature == Nature.WAITING;
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

	private enum Nature {

		/** Something is wrong, and the claim is held. */
		BROKEN,

		/** Something is on its way, and the claim is held until it is there. */
		WAITING,

		/** Something is to be known; no claim is held for it. */
		FACT

	}

}
