package io.medsettle.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import io.medsettle.core.problem.ByteOrderMark;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream line by line, as bytes, never holding more than one line of bounded
 * length. Lines end with a line feed; a carriage return before it, and a byte order mark
 * at the very beginning, belong to no line.
 */
public final class LineReader {

	private static final int BUFFER_BYTES = 16 * 1024;

	/** More blank lines than others, by this many, are no way to write anything. */
	private static final int BLANK_LINES_MAX = 1000;

	private final InputStream input;

	private final int lineBytesMax;

	private final byte[] buffer = new byte[BUFFER_BYTES];

	private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);

	private int position;

	private int limit;

	private long lineNumber;

	private boolean tooLong;

	private long blankLinesLeft = BLANK_LINES_MAX;

	/**
	 * Reads from the given stream.
	 * @param input read to its end, not closed
	 * @param lineBytesMax the longest line that is kept
	 */
	public LineReader(InputStream input, int lineBytesMax) {
		this.input = input;
		this.lineBytesMax = lineBytesMax;
	}

	/**
	 * The next line without its end, or null at the end of the stream. Of a line that is
	 * too long nothing is returned but an empty array: see {@link #tooLong()}.
	 * @throws IOException if the stream breaks, or has hardly anything but blank lines
	 */
	public byte @Nullable [] next() throws IOException {
		this.line.reset();
		this.tooLong = false;
		boolean begun = false;
		while (this.position < this.limit || fill()) {
			begun = true;
			int end = lineFeed();
			keep(end);
			if (end < this.limit) {
				this.position = end + 1;
				return finish();
			}
			this.position = end;
		}
		return begun ? finish() : null;
	}

	/**
	 * The number of the line returned last, from 1; the number of whole lines read when
	 * the stream broke.
	 */
	public long lineNumber() {
		return this.lineNumber;
	}

	/**
	 * Whether the line returned last was longer than allowed.
	 */
	public boolean tooLong() {
		return this.tooLong;
	}

	/**
	 * Whether a line has nothing but white space.
	 */
	public static boolean isBlank(byte[] line) {
		for (byte character : line) {
			if (character != ' ' && character != '\t' && character != '\r') {
				return false;
			}
		}
		return true;
	}

	private boolean fill() throws IOException {
		this.position = 0;
		this.limit = Math.max(0, this.input.read(this.buffer));
		return this.limit > 0;
	}

	private int lineFeed() {
		int end = this.position;
		while (end < this.limit && this.buffer[end] != '\n') {
			end++;
		}
		return end;
	}

	private void keep(int end) {
		int length = end - this.position;
		// One more for a carriage return, which does not count.
		if (this.line.size() + length > this.lineBytesMax + 1) {
			this.tooLong = true;
		}
		if (!this.tooLong) {
			this.line.write(this.buffer, this.position, length);
		}
	}

	private byte[] finish() throws UnreadableBodyException {
		byte[] bytes = withoutEnd();
		this.blankLinesLeft += (this.tooLong || !isBlank(bytes)) ? 1 : -1;
		if (this.blankLinesLeft < 0) {
			throw UnreadableBodyException.tooLarge("There are " + BLANK_LINES_MAX + " more blank lines than others.");
		}
		return bytes;
	}

	private byte[] withoutEnd() {
		this.lineNumber++;
		byte[] bytes = this.line.toByteArray();
		int from = (this.lineNumber == 1) ? ByteOrderMark.lengthIn(bytes) : 0;
		int to = bytes.length;
		if (to > from && bytes[to - 1] == '\r') {
			to--;
		}
		if (this.tooLong || to - from > this.lineBytesMax) {
			this.tooLong = true;
			return new byte[0];
		}
		return (from == 0 && to == bytes.length) ? bytes : Arrays.copyOfRange(bytes, from, to);
	}

}
