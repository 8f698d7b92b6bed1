package io.medsettle.core.registry;

/**
 * Digits of codes. Looked at one by one: this runs several times for every claim there
 * is.
 */
public final class Digits {

	private Digits() {
	}

	/**
	 * Whether all characters of a text, from a place on, are digits from 0 to 9.
	 */
	public static boolean only(String text, int from) {
		for (int i = from; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character < '0' || character > '9') {
				return false;
			}
		}
		return true;
	}

}
