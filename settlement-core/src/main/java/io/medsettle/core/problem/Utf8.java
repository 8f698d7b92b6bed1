package io.medsettle.core.problem;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Tells UTF-8 from what only looks like it. The JSON parser takes some encodings of
 * characters that UTF-8 forbids, and does not look into what it passes over.
 */
public final class Utf8 {

	private Utf8() {
	}

	/**
	 * Whether the bytes are UTF-8, to the last.
	 */
	public static boolean isValid(byte[] bytes) {
		if (isAscii(bytes)) {
			return true;
		}
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	private static boolean isAscii(byte[] bytes) {
		int bits = 0;
		for (byte value : bytes) {
			bits |= value;
		}
		return bits >= 0;
	}

}
