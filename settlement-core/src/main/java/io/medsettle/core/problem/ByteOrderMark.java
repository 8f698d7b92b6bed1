package io.medsettle.core.problem;

/**
 * The mark that some systems cannot write UTF-8 without. It says nothing, so it does no
 * harm at the beginning of an input.
 */
public final class ByteOrderMark {

	private static final byte[] MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private ByteOrderMark() {
	}

	/**
	 * How many bytes of the mark the input begins with: all of them, or 0.
	 */
	public static int lengthIn(byte[] utf8) {
		boolean begins = utf8.length >= MARK.length && utf8[0] == MARK[0] && utf8[1] == MARK[1] && utf8[2] == MARK[2];
		return begins ? MARK.length : 0;
	}

}
