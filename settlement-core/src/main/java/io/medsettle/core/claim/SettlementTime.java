package io.medsettle.core.claim;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/**
 * Reads the time of a settlement. The form nearly every event uses,
 * {@code 2026-11-20T08:30:12+08:00}, is read by position; all others that ISO 8601 allows
 * for a date, time and offset are left to the JDK.
 */
final class SettlementTime {

	static final String RULE = "A time must be ISO 8601 with seconds and offset, such as 2026-11-20T08:30:12+08:00, "
			+ "in a year from 1900 to 9999.";

	private static final int YEAR_MINIMUM = 1900;

	private static final int YEAR_MAXIMUM = 9999;

	/** Nine digits of a second and an offset with seconds, and some room. */
	private static final int MAXIMUM_LENGTH = 48;

	private static final String USUAL_FORM = "dddd-dd-ddTdd:dd:ddsdd:dd";

	/** The largest offset there is. */
	private static final int OFFSET_HOURS_MAXIMUM = 18;

	private SettlementTime() {
	}

	/**
	 * The time a text names, or null if it names none or one outside of the years 1900 to
	 * 9999.
	 */
	static @Nullable OffsetDateTime parse(String text) {
		if (text.length() > MAXIMUM_LENGTH) {
			return null;
		}
		try {
			OffsetDateTime time = isUsualForm(text) ? parseUsualForm(text)
					: OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
			return (time.getYear() >= YEAR_MINIMUM && time.getYear() <= YEAR_MAXIMUM) ? time : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	static boolean isTime(String text) {
		return parse(text) != null;
	}

	private static boolean isUsualForm(String text) {
		if (text.length() != USUAL_FORM.length()) {
			return false;
		}
		for (int i = 0; i < USUAL_FORM.length(); i++) {
			char character = text.charAt(i);
			boolean fits = switch (USUAL_FORM.charAt(i)) {
				case 'd' -> character >= '0' && character <= '9';
				case 's' -> character == '+' || character == '-';
				default -> character == USUAL_FORM.charAt(i);
			};
			if (!fits) {
				return false;
			}
		}
		return true;
	}

	private static OffsetDateTime parseUsualForm(String text) {
		int year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
		int offsetSign = (text.charAt(19) == '-') ? -1 : 1;
		int offsetHours = twoDigits(text, 20);
		int offsetMinutes = twoDigits(text, 23);
		if (offsetHours > OFFSET_HOURS_MAXIMUM) {
			throw new DateTimeException("No offset is so large.");
		}
		ZoneOffset offset = ZoneOffset.ofHoursMinutes(offsetSign * offsetHours, offsetSign * offsetMinutes);
		return OffsetDateTime.of(year, twoDigits(text, 5), twoDigits(text, 8), twoDigits(text, 11), twoDigits(text, 14),
				twoDigits(text, 17), 0, offset);
	}

	private static int twoDigits(String text, int from) {
		return 10 * (text.charAt(from) - '0') + text.charAt(from + 1) - '0';
	}

}
