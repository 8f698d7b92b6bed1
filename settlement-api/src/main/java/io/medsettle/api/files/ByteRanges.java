package io.medsettle.api.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a file that a Range header asks for (RFC 9110, 14.2).
 *
 * @param asked whether parts are to be sent, rather than the whole
 * @param parts those the file has, in the order asked for; none if it has none of them
 */
record ByteRanges(boolean asked, List<Part> parts) {

	/** More are nobody's honest need; the whole is sent instead. */
	private static final int PARTS_MAX = 50;

	private static final String UNIT = "bytes=";

	private static final Pattern PART = Pattern.compile("(\\d+)-(\\d*)|-(\\d+)");

	/** As many digits as any long number can have. */
	private static final int DIGITS_MAX = 18;

	private static final ByteRanges WHOLE = new ByteRanges(false, List.of());

	/**
	 * What a header asks for. One that cannot be read asks for nothing, and so does one
	 * whose parts come to more than the whole: it would have the same bytes sent again
	 * and again.
	 * @param header the header's value, if there is one
	 * @param length the file's length
	 */
	static ByteRanges of(@Nullable String header, long length) {
		if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(UNIT)) {
			return WHOLE;
		}
		List<Part> parts = new ArrayList<>();
		int asked = 0;
		long bytes = 0;
		for (String written : header.substring(UNIT.length()).split(",", -1)) {
			String text = written.strip();
			// Empty elements of a list mean nothing.
			if (!text.isEmpty()) {
				Matcher matcher = PART.matcher(text);
				asked++;
				if (!matcher.matches() || isBackwards(matcher) || asked > PARTS_MAX) {
					return WHOLE;
				}
				Part part = part(matcher, length);
				if (part.first() < length) {
					parts.add(part);
					bytes += part.bytes();
				}
			}
		}
		return (asked == 0 || (parts.size() > 1 && bytes > length)) ? WHOLE : new ByteRanges(true, List.copyOf(parts));
	}

	private static Part part(Matcher matcher, long length) {
		if (matcher.group(1) == null) {
			return new Part(length - Math.min(length, number(matcher.group(3))), length - 1);
		}
		long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : number(matcher.group(2));
		return new Part(number(matcher.group(1)), Math.min(last, length - 1));
	}

	private static boolean isBackwards(Matcher matcher) {
		return matcher.group(1) != null && !matcher.group(2).isEmpty()
				&& number(matcher.group(2)) < number(matcher.group(1));
	}

	/** No file reaches as far as a number of more digits. */
	private static long number(String digits) {
		String significant = digits.replaceFirst("^0+(?=\\d)", "");
		return (significant.length() > DIGITS_MAX) ? Long.MAX_VALUE : Long.parseLong(significant);
	}

	/**
	 * Some bytes that follow each other.
	 *
	 * @param first the first byte's number, from 0
	 * @param last the last byte's number
	 */
	record Part(long first, long last) {

		long bytes() {
			return this.last - this.first + 1;
		}

		/** Such as {@code bytes 0-9/128}. */
		String contentRange(long length) {
			return "bytes " + this.first + "-" + this.last + "/" + length;
		}

	}

}
