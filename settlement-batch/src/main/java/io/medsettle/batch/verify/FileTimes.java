package io.medsettle.batch.verify;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads times such as {@code 2026-11-20T08:30:12.000+08:00}. A file has many times of few
 * minutes: only the first of each minute is parsed in full. Not to be shared between
 * threads.
 */
final class FileTimes {

	private static final int MINUTES_KEPT_MAX = 10_000;

	private static final int LENGTH = "2026-11-20T08:30:12.000+08:00".length();

	private static final int SECONDS_AT = "2026-11-20T08:30:".length();

	private static final int OFFSET_AT = "2026-11-20T08:30:12.000".length();

	private final Map<String, Long> minutes = new HashMap<>();

	/**
	 * The time in milliseconds since 1970.
	 * @throws IllegalArgumentException if it is written in any other way
	 */
	long epochMs(String time) {
		if (time.length() != LENGTH || time.charAt(SECONDS_AT + 2) != '.') {
			throw new IllegalArgumentException("A time has milliseconds and an offset.");
		}
		if (this.minutes.size() > MINUTES_KEPT_MAX) {
			this.minutes.clear();
		}
		String minute = time.substring(0, SECONDS_AT).concat(time.substring(OFFSET_AT));
		long startMs = this.minutes.computeIfAbsent(minute, FileTimes::startMs);
		int seconds = digit(time, SECONDS_AT) * 10 + digit(time, SECONDS_AT + 1);
		int ms = digit(time, SECONDS_AT + 3) * 100 + digit(time, SECONDS_AT + 4) * 10 + digit(time, SECONDS_AT + 5);
		return startMs + seconds * 1000L + ms;
	}

	private static long startMs(String minute) {
		try {
			return OffsetDateTime.parse(minute.substring(0, SECONDS_AT) + "00" + minute.substring(SECONDS_AT))
				.toInstant()
				.toEpochMilli();
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException("A time is a date, a time of day and an offset.", ex);
		}
	}

	private static int digit(String time, int at) {
		int digit = time.charAt(at) - '0';
		if (digit < 0 || digit > 9) {
			throw new IllegalArgumentException("A time has digits.");
		}
		return digit;
	}

}
