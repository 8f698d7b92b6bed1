package io.medsettle.core.audit;

/**
 * Texts as both databases keep them to the letter: what is hashed is what is read back.
 */
final class AuditText {

	private static final char REPLACEMENT = '\uFFFD';

	private static final String CUT = "…";

	private AuditText() {
	}

	/**
	 * The text without what a database refuses or replaces, cut to a length, which is in
	 * UTF-16 units, as that is never less than how a database counts.
	 */
	static String kept(String text, int lengthMax) {
		StringBuilder kept = new StringBuilder(text);
		for (int i = 0; i < kept.length(); i++) {
			char each = kept.charAt(i);
			boolean pair = Character.isHighSurrogate(each) && i + 1 < kept.length()
					&& Character.isLowSurrogate(kept.charAt(i + 1));
			if (pair) {
				i++;
			}
			else if (each == 0 || Character.isSurrogate(each)) {
				kept.setCharAt(i, REPLACEMENT);
			}
		}
		if (kept.length() > lengthMax) {
			int end = lengthMax - CUT.length();
			kept.setLength(Character.isHighSurrogate(kept.charAt(end - 1)) ? end - 1 : end);
			kept.append(CUT);
		}
		return kept.toString();
	}

}
