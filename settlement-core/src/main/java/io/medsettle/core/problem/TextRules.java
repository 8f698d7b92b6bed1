package io.medsettle.core.problem;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rules of what people write when they act: the names by which they are told apart,
 * and their remarks.
 */
public final class TextRules {

	/** The width of every column that keeps a name. */
	public static final int NAME_LENGTH_MAX = 64;

	/**
	 * One line that begins and ends with something visible: a name that only looks like
	 * another's could approve its own proposal.
	 */
	public static final String NAME_PATTERN = "^[^\\p{C}\\p{Z}]([^\\p{C}\\p{Zl}\\p{Zp}]*[^\\p{C}\\p{Z}])?$";

	/** No control characters, thus one line. */
	public static final String REMARK_PATTERN = "^[^\\x00-\\x1F\\x7F-\\x9F]+$";

	private static final Predicate<String> NAME = Pattern.compile(NAME_PATTERN).asMatchPredicate();

	private TextRules() {
	}

	static boolean isName(String text) {
		return text.length() <= NAME_LENGTH_MAX && NAME.test(text);
	}

	static String nameRule(String field) {
		return "The field " + field + " must be a name of at most " + NAME_LENGTH_MAX
				+ " characters on one line, without blanks around it.";
	}

	static boolean isRemark(String text, int lengthMax) {
		return text.length() <= lengthMax && text.chars().noneMatch(Character::isISOControl);
	}

	static String remarkRule(String field, int lengthMax) {
		return "The field " + field + " must be a text of at most " + lengthMax
				+ " characters, without control characters.";
	}

}
