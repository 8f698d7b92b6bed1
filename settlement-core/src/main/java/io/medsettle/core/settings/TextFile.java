package io.medsettle.core.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import io.medsettle.core.problem.ByteOrderMark;

import org.springframework.core.io.ResourceLoader;

/**
 * A text file that people make and a setting names. It is UTF-8 to the last byte, with a
 * byte order mark or without, or it is not taken: spreadsheets save in the encoding of
 * their country, and what is misread here would be sealed into published files.
 */
public final class TextFile {

	/** Stands where another program has lost a character. */
	private static final char REPLACEMENT = '\uFFFD';

	private TextFile() {
	}

	/**
	 * Opens a file whose text is known to be whole, without the byte order mark.
	 * @param location such as {@code file:cities.csv}
	 * @throws IOException if the file cannot be read or is no text in UTF-8; the message
	 * is for the operator and names the line
	 */
	public static Reader open(ResourceLoader resources, String location) throws IOException {
		try (InputStream stream = resources.getResource(location).getInputStream()) {
			byte[] bytes = stream.readAllBytes();
			int start = ByteOrderMark.lengthIn(bytes);
			return new StringReader(decode(ByteBuffer.wrap(bytes, start, bytes.length - start)));
		}
	}

	private static String decode(ByteBuffer input) throws IOException {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
		// One character for each byte is the most there can be.
		CharBuffer text = CharBuffer.allocate(input.remaining());
		CoderResult result = decoder.decode(input, text, true);
		boolean whole = result.isUnderflow();
		text.flip();
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character == REPLACEMENT) {
				throw notUsable(text, i, "has a character that is lost already (U+FFFD): write it anew");
			}
			if (character == '\0') {
				throw notUsable(text, i, "has a zero byte, as UTF-16 has: save the file as UTF-8");
			}
		}
		if (!whole) {
			throw notUsable(text, text.length(), "is not UTF-8: save the file as UTF-8");
		}
		return text.toString();
	}

	/** A line ends with a line feed, a carriage return or both, as in CSV. */
	private static IOException notUsable(CharSequence text, int place, String problem) {
		long line = 1;
		for (int i = 0; i < place; i++) {
			boolean end = text.charAt(i) == '\r' || (text.charAt(i) == '\n' && (i == 0 || text.charAt(i - 1) != '\r'));
			line += end ? 1 : 0;
		}
		return new IOException("line " + line + " " + problem);
	}

}
