package io.medsettle.core.claim;

import io.medsettle.core.registry.Digits;

/**
 * The rules of single fields of a claim, each as a predicate or a bound with its
 * sentence, for whatever way a claim or something about one comes in. The patterns say
 * the same to callers, in the interface description. The rules of codes are those of
 * {@link io.medsettle.core.registry.City} and
 * {@link io.medsettle.core.registry.Hospital}. Written out character by character: each
 * runs several times for every claim there is.
 */
public final class FieldRules {

	/**
	 * One billion yuan. The sum of 92 million such amounts still fits a long
	 * (9,223,372,036,854,775,807 / 100,000,000,000), a hundred times the claims of a day.
	 */
	public static final long MAXIMUM_FEN = 100_000_000_000L;

	public static final String AMOUNT_RULE = "An amount must be a whole number of fen from 0 to " + MAXIMUM_FEN + ".";

	/**
	 * What is deducted from a claim takes something, and no claim clears with more than
	 * the largest amount.
	 */
	public static final String DEDUCTION_RULE = "A deduction must be a whole number of fen from 1 to " + MAXIMUM_FEN
			+ ".";

	private static final String IDENTIFIER_MARKS = "-._~:+=@";

	private static final String IDENTIFIER_RULE = " must be 1 to 64 letters from A to Z or a to z, digits and marks of - . _ ~ : + = @, "
			+ "and begin with a letter or a digit.";

	/**
	 * What an identifier looks like that others give: it needs no escape in an address
	 * and no quotes in CSV, and whatever opens the file takes it for no formula.
	 */
	private static final String IDENTIFIER_PATTERN = "^[A-Za-z0-9][A-Za-z0-9._~:+=@-]{0,63}$";

	public static final String CLAIM_NO_RULE = "A claim number" + IDENTIFIER_RULE;

	public static final String CLAIM_NO_PATTERN = IDENTIFIER_PATTERN;

	public static final String PERSON_NO_RULE = "A person number" + IDENTIFIER_RULE;

	public static final String PERSON_NO_PATTERN = IDENTIFIER_PATTERN;

	/** The width of every text column that keeps a field of a claim. */
	public static final int MAXIMUM_TEXT_LENGTH = 64;

	/**
	 * With the names' and the amounts' limits, this keeps the JSON of all parts of a
	 * claim (32 × (2 quotes + 32 + colon + 12 digits + comma) + split < 1,800 characters)
	 * within its column of 4,000.
	 */
	public static final int MAXIMUM_FUNDS = 32;

	static final int MAXIMUM_FUND_NAME_LENGTH = 32;

	public static final String FUND_NAME_PATTERN = "^[A-Za-z0-9._-]{1,32}$";

	public static final String INSURANCE_TYPE_RULE = "An insurance type must be 3 digits.";

	public static final String INSURANCE_TYPE_PATTERN = "^[0-9]{3}$";

	public static final String VISIT_TYPE_RULE = "A visit type must be 2 to 4 digits.";

	public static final String VISIT_TYPE_PATTERN = "^[0-9]{2,4}$";

	public static final String KIND_RULE = "A kind must be SETTLEMENT or REVERSAL.";

	static final String FUNDS_RULE = "Fund parts must be an object of at most " + MAXIMUM_FUNDS
			+ " amounts, each named by 1 to " + MAXIMUM_FUND_NAME_LENGTH
			+ " letters from A to Z or a to z, digits, dots, dashes or underscores.";

	static final String SPLIT_RULE = "A split must be an object of ownPayFen, overLimitFen, prePayFen and inScopeFen.";

	private static final int INSURANCE_TYPE_LENGTH = 3;

	private static final int ASCII = 128;

	/** What each character of ASCII may be in an identifier. */
	private static final boolean[] STANDS_IN_IDENTIFIER = table(IDENTIFIER_MARKS);

	private static final boolean[] BEGINS_IDENTIFIER = table("");

	private FieldRules() {
	}

	public static boolean isInsuranceType(String text) {
		return text.length() == INSURANCE_TYPE_LENGTH && Digits.only(text, 0);
	}

	static boolean isVisitType(String text) {
		return text.length() >= 2 && text.length() <= 4 && Digits.only(text, 0);
	}

	public static boolean isKind(String text) {
		return "SETTLEMENT".equals(text) || "REVERSAL".equals(text);
	}

	public static boolean isClaimNo(String text) {
		return isIdentifier(text);
	}

	static boolean isPersonNo(String text) {
		return isIdentifier(text);
	}

	private static boolean isIdentifier(String text) {
		int length = text.length();
		if (length == 0 || length > MAXIMUM_TEXT_LENGTH || !isIn(BEGINS_IDENTIFIER, text.charAt(0))) {
			return false;
		}
		for (int i = 1; i < length; i++) {
			if (!isIn(STANDS_IN_IDENTIFIER, text.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isIn(boolean[] table, char character) {
		return character < ASCII && table[character];
	}

	/** Letters, digits and these marks. */
	private static boolean[] table(String marks) {
		boolean[] table = new boolean[ASCII];
		for (char character = 0; character < ASCII; character++) {
			table[character] = (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z')
					|| (character >= '0' && character <= '9') || marks.indexOf(character) >= 0;
		}
		return table;
	}

	static boolean isFundName(String text) {
		if (text.isEmpty() || text.length() > MAXIMUM_FUND_NAME_LENGTH) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			boolean fits = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
					|| (character >= '0' && character <= '9') || character == '.' || character == '-'
					|| character == '_';
			if (!fits) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether the text is 1 to 64 characters from ! to ~: it can be stored, sorted the
	 * same everywhere and shown on one line, as a refusal is.
	 */
	static boolean isVisibleAscii(String text) {
		int length = text.length();
		if (length == 0 || length > MAXIMUM_TEXT_LENGTH) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			char character = text.charAt(i);
			if (character < '!' || character > '~') {
				return false;
			}
		}
		return true;
	}

}
