package io.medsettle.core.problem;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rules of what people write: the names by which they are told apart when they act,
 * their remarks, and the names in the files that they make. No text has a character that
 * nobody sees: a control character, a zero-width one, one that turns the direction of
 * writing, half of a surrogate pair, or a letter that is only room for one.
 */
public final class TextRules {

	/** The width of every column that keeps a name. */
	public static final int NAME_LENGTH_MAX = 64;

	/**
	 * What nobody sees although Unicode counts it among marks, letters and symbols.
	 */
	private static final String BLANK_GLYPHS = "\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164"
			+ "\\uFE00-\\uFE0F\\uFFA0\\uDB40\\uDD00-\\uDB40\\uDDEF";

	/**
	 * One line that begins and ends with something visible: a name that only looks like
	 * another's could approve its own proposal.
	 */
	public static final String NAME_PATTERN = "^[^\\p{C}\\p{Z}" + BLANK_GLYPHS + "]([^\\p{C}\\p{Zl}\\p{Zp}"
			+ BLANK_GLYPHS + "]*[^\\p{C}\\p{Z}" + BLANK_GLYPHS + "])?$";

	private static final String INVISIBLES = "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}" + BLANK_GLYPHS;

	/** Something visible and nothing invisible, thus one line. */
	public static final String REMARK_PATTERN = "^[^" + INVISIBLES + "]*[^\\p{Z}" + INVISIBLES + "][^" + INVISIBLES
			+ "]*$";

	private static final Predicate<String> NAME = Pattern.compile(NAME_PATTERN).asMatchPredicate();

	private static final Predicate<String> REMARK = Pattern.compile(REMARK_PATTERN).asMatchPredicate();

	private static final Pattern BLANKS = Pattern.compile("\\p{Z}+");

	private static final Pattern INVISIBLE = Pattern.compile("[" + INVISIBLES + "]");

	private static final int LENGTH_SHOWN = 40;

	private TextRules() {
	}

	static boolean isName(String text) {
		return isNameAsWritten(text) && isNameAsWritten(nameAsKept(text));
	}

	private static boolean isNameAsWritten(String text) {
		return text.length() <= NAME_LENGTH_MAX && NAME.test(text);
	}

	static String nameRule(String field) {
		return "The field " + field + " must be a name of at most " + NAME_LENGTH_MAX
				+ " characters on one line, without blanks around it and without invisible characters.";
	}

	/**
	 * A name as it is kept and shown: as its owner writes it, but each character in its
	 * usual form (NFKC: full-width letters are letters) and one blank for several.
	 */
	static String nameAsKept(String text) {
		return BLANKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll(" ");
	}

	/**
	 * Whether two names are one person's: they are told apart neither by how a character
	 * is encoded nor by blanks nor by capitals.
	 */
	public static boolean isSamePerson(String name, String other) {
		return nameAsCompared(name).equals(nameAsCompared(other));
	}

	/**
	 * By way of capitals, letters agree that have one capital in common, and ß and ss.
	 */
	private static String nameAsCompared(String text) {
		String inOneCase = nameAsKept(text).strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
		return Normalizer.normalize(inOneCase, Normalizer.Form.NFKC);
	}

	/**
	 * Whether a text is a remark, or the name of something in a file that people make.
	 */
	public static boolean isRemark(String text, int lengthMax) {
		return text.length() <= lengthMax && REMARK.test(text);
	}

	static String remarkRule(String field, int lengthMax) {
		return "The field " + field + " must be a text of at most " + lengthMax
				+ " characters, without control characters and invisible ones.";
	}

	/**
	 * What an error repeats of a wrong value: the beginning of it, on one line and with
	 * nothing that could steer a terminal.
	 */
	public static String shown(String value) {
		String beginning = (value.length() <= LENGTH_SHOWN) ? value : value.substring(0, LENGTH_SHOWN) + "…";
		return INVISIBLE.matcher(beginning).replaceAll("\uFFFD");
	}

}
