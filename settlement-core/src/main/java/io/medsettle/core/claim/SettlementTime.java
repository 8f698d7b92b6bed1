package io.medsettle.core.claim;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Reads the time of a settlement: date, time with seconds, and offset, as ISO 8601 has
 * them. A blank may stand instead of the T, and an offset may be without its colon, as
 * many hospitals' systems write it. The form nearly every event uses,
 * {@code 2026-11-20T08:30:12+08:00}, is read by position; all others are left to the JDK.
 */
final class SettlementTime {

	static final String RULE = "A time must be ISO 8601 with seconds and offset, such as 2026-11-20T08:30:12+08:00, "
			+ "in a year from 1900 to 9999.";

	private static final int YEAR_MINIMUM = 1900;

	private static final int YEAR_MAXIMUM = 9999;

	/** Nine digits of a second and an offset with seconds, and some room. */
	private static final int MAXIMUM_LENGTH = 48;

	private static final DateTimeFormatter OTHER_FORMS = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.append(DateTimeFormatter.ISO_LOCAL_DATE)
		.appendLiteral('T')
		.appendPattern("HH:mm:ss")
		.appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
		// Also without minutes, as PostgreSQL writes it: +08.
		.parseLenient()
		.appendOffsetId()
		.toFormatter(Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT)
		.withChronology(IsoChronology.INSTANCE);

	private static final int T_AT = "2026-11-20".length();

	/** The length of an offset such as +0800. */
	private static final int COMPACT_OFFSET_LENGTH = 5;

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
			String iso = withColon(withT(text));
			OffsetDateTime time = isUsualForm(iso) ? parseUsualForm(iso) : OffsetDateTime.parse(iso, OTHER_FORMS);
			return (time.getYear() >= YEAR_MINIMUM && time.getYear() <= YEAR_MAXIMUM) ? time : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	static boolean isTime(String text) {
		return parse(text) != null;
	}

	private static String withT(String text) {
		boolean blank = text.length() > T_AT && text.charAt(T_AT) == ' ';
		return blank ? text.substring(0, T_AT) + 'T' + text.substring(T_AT + 1) : text;
	}

	private static String withColon(String text) {
		int sign = text.length() - COMPACT_OFFSET_LENGTH;
		boolean compact = sign > T_AT && (text.charAt(sign) == '+' || text.charAt(sign) == '-');
		return compact ? text.substring(0, sign + 3) + ':' + text.substring(sign + 3) : text;
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
