package io.medsettle.core.listener;

/**
 * How bytes begin, in a form that shows what they are (JSON, XML, another encoding) and
 * tells nothing of a person: every letter of ASCII is an {@code a}, every digit a
 * {@code 9}, everything that is not ASCII or not visible a dot.
 */
final class Excerpt {

	/** The most characters of an excerpt. */
	static final int LENGTH_MAX = 160;

	private Excerpt() {
	}

	static String of(byte[] bytes) {
		StringBuilder excerpt = new StringBuilder(LENGTH_MAX);
		for (int i = 0; i < bytes.length && i < LENGTH_MAX; i++) {
			excerpt.append(masked((char) (bytes[i] & 0xff)));
		}
		return excerpt.toString();
	}

	private static char masked(char character) {
		if (character > '~' || character < ' ') {
			return '.';
		}
		if (character >= '0' && character <= '9') {
			return '9';
		}
		boolean letter = (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
		return letter ? 'a' : character;
	}

}
