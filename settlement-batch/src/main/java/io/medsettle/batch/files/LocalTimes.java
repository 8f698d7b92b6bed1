package io.medsettle.batch.files;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/**
 * Writes instants as local times with milliseconds and offset, such as
 * {@code 2026-11-20T08:30:12.000+08:00}, so that the column has one width. A file has
 * many times of few minutes: what their texts share is made once, and only seconds and
 * milliseconds are put in between. Not to be shared between threads.
 */
final class LocalTimes {

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:");

	private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");

	private static final int MINUTE_MS = 60_000;

	/** Somewhat more than the minutes of two days. */
	private static final int MINUTES_KEPT = 4096;

	private final @Nullable Minute[] kept = new Minute[MINUTES_KEPT];

	private final ZoneId zone;

	LocalTimes(ZoneId zone) {
		this.zone = zone;
	}

	String format(long epochMs) {
		long number = Math.floorDiv(epochMs, MINUTE_MS);
		int place = Math.floorMod(number, MINUTES_KEPT);
		Minute minute = this.kept[place];
		if (minute == null || minute.number() != number) {
			var start = Instant.ofEpochMilli(number * MINUTE_MS).atZone(this.zone);
			minute = new Minute(number, MINUTE.format(start), OFFSET.format(start));
			this.kept[place] = minute;
		}
		int ms = Math.floorMod(epochMs, MINUTE_MS);
		char[] digits = { digit(ms / 10_000), digit(ms / 1000 % 10), '.', digit(ms / 100 % 10), digit(ms / 10 % 10),
				digit(ms % 10) };
		return minute.prefix().concat(new String(digits)).concat(minute.suffix());
	}

	private static char digit(int value) {
		return (char) ('0' + value);
	}

	/**
	 * @param number minutes since 1970
	 * @param prefix the text before the seconds
	 * @param suffix the text behind the milliseconds
	 */
	private record Minute(long number, String prefix, String suffix) {
	}

}
