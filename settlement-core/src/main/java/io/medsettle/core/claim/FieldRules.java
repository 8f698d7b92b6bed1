package io.medsettle.core.claim;

/**
 * The rules of single fields, each as a predicate or a bound, with its sentence where
 * several fields share it. Written out character by character: each runs several times
 * for every claim there is.
 */
public final class FieldRules {

	/**
	 * One billion yuan. The sum of 92 million such amounts still fits a long
	 * (9,223,372,036,854,775,807 / 100,000,000,000), a hundred times the claims of a day.
	 */
	public static final long MAXIMUM_FEN = 100_000_000_000L;

	public static final String AMOUNT_RULE = "An amount must be a whole number of fen from 0 to " + MAXIMUM_FEN + ".";

	public static final String CITY_RULE = "A city code must be 6 digits (GB/T 2260).";

	public static final String CLAIM_NO_RULE = "A claim number must be 1 to 64 visible ASCII characters, none of / \\ % ; ? #, "
			+ "and not one or two dots alone.";

	/** The width of every text column that keeps a field of a claim. */
	static final int MAXIMUM_TEXT_LENGTH = 64;

	/**
	 * With the names' and the amounts' limits, this keeps the JSON of all parts of a
	 * claim (32 × (2 quotes + 32 + colon + 12 digits + comma) + split < 1,800 characters)
	 * within its column of 4,000.
	 */
	static final int MAXIMUM_FUNDS = 32;

	static final int MAXIMUM_FUND_NAME_LENGTH = 32;

	public static final String HOSPITAL_CODE_RULE = "A hospital code must be H and 11 digits.";

	public static final String INSURANCE_TYPE_RULE = "An insurance type must be 3 digits.";

	public static final String KIND_RULE = "A kind must be SETTLEMENT or REVERSAL.";

	static final String FUNDS_RULE = "Fund parts must be an object of at most " + MAXIMUM_FUNDS
			+ " amounts, each named by 1 to " + MAXIMUM_FUND_NAME_LENGTH
			+ " letters from A to Z or a to z, digits, dots, dashes or underscores.";

	static final String SPLIT_RULE = "A split must be an object of ownPayFen, overLimitFen, prePayFen and inScopeFen.";

	private static final int HOSPITAL_CODE_LENGTH = 12;

	private static final int CITY_CODE_LENGTH = 6;

	private static final int INSURANCE_TYPE_LENGTH = 3;

	private FieldRules() {
	}

	public static boolean isHospitalCode(String text) {
		return text.length() == HOSPITAL_CODE_LENGTH && text.charAt(0) == 'H' && isDigits(text, 1);
	}

	public static boolean isCityCode(String text) {
		return text.length() == CITY_CODE_LENGTH && isDigits(text, 0);
	}

	public static boolean isInsuranceType(String text) {
		return text.length() == INSURANCE_TYPE_LENGTH && isDigits(text, 0);
	}

	static boolean isVisitType(String text) {
		return text.length() >= 2 && text.length() <= 4 && isDigits(text, 0);
	}

	public static boolean isKind(String text) {
		return "SETTLEMENT".equals(text) || "REVERSAL".equals(text);
	}

	/**
	 * A claim number is a segment of an address: characters that proxies and servers
	 * treat in their own ways inside a path are left out.
	 */
	public static boolean isClaimNo(String text) {
		if (!isVisibleAscii(text) || ".".equals(text) || "..".equals(text)) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			switch (text.charAt(i)) {
				case '/', '\\', '%', ';', '?', '#' -> {
					return false;
				}
				default -> {
				}
			}
		}
		return true;
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
	 * same everywhere and shown on one line.
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

	private static boolean isDigits(String text, int from) {
		for (int i = from; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character < '0' || character > '9') {
				return false;
			}
		}
		return true;
	}

}
