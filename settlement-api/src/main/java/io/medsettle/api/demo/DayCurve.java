package io.medsettle.api.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * When people pay at the counter: hardly at night, most after eight and again after two.
 * The part of the day that is over already is filled, so that no visit lies in the
 * future.
 */
final class DayCurve {

	/** How busy each hour is; the peak just after eight is that of a real platform. */
	private static final int[] WEIGHT_BY_HOUR = { 1, 1, 1, 1, 1, 1, 4, 20, 70, 68, 58, 34, 16, 38, 48, 40, 27, 14, 9, 7,
			5, 3, 2, 1 };

	private static final long HOUR_MS = 3_600_000;

	private final long startMs;

	private final long nowMs;

	private final double weightUntilNow;

	DayCurve(Instant now, ZoneId zone) {
		LocalDate today = LocalDate.ofInstant(now, zone);
		this.startMs = today.atStartOfDay(zone).toInstant().toEpochMilli();
		this.nowMs = now.toEpochMilli();
		this.weightUntilNow = weightUntil(this.nowMs - this.startMs);
	}

	/**
	 * The time, in whole seconds, at which the given part of the day's visits so far is
	 * over.
	 * @param part 0 to 1
	 */
	Instant at(double part) {
		double weight = part * this.weightUntilNow;
		int hour = 0;
		while (hour < WEIGHT_BY_HOUR.length - 1 && weight > WEIGHT_BY_HOUR[hour]) {
			weight -= WEIGHT_BY_HOUR[hour];
			hour++;
		}
		long ms = this.startMs + hour * HOUR_MS + (long) (HOUR_MS * weight / WEIGHT_BY_HOUR[hour]);
		return Instant.ofEpochSecond(Math.min(ms, this.nowMs) / 1000);
	}

	private static double weightUntil(long ms) {
		double weight = 0;
		for (int hour = 0; hour < WEIGHT_BY_HOUR.length; hour++) {
			double elapsed = Math.clamp((double) (ms - hour * HOUR_MS) / HOUR_MS, 0.0, 1.0);
			weight += elapsed * WEIGHT_BY_HOUR[hour];
		}
		return weight;
	}

}
