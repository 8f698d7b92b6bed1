package io.medsettle.core.clearing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Which clearing day an instant belongs to: day D takes what was accepted before its own
 * cut-off and not before that of the day before. Immutable.
 */
public final class ClearingCalendar {

	private final Instant opensAt;

	/**
	 * Days by cut-off. Of days with the same cut-off the first has the time before it,
	 * the others are empty.
	 */
	private final NavigableMap<Instant, LocalDate> dayByCutOff;

	private ClearingCalendar(Instant opensAt, NavigableMap<Instant, LocalDate> dayByCutOff) {
		this.opensAt = opensAt;
		this.dayByCutOff = dayByCutOff;
	}

	/**
	 * The calendar of these days, the first of which takes everything before its cut-off.
	 * @param cutOffs when each day ends, exclusive
	 * @throws IllegalArgumentException if a day is left out between the first and the
	 * last, or a day ends before the day before it does
	 */
	public static ClearingCalendar of(SortedMap<LocalDate, Instant> cutOffs) {
		return of(cutOffs, Instant.MIN);
	}

	/**
	 * The calendar of these days.
	 * @param cutOffs when each day ends, exclusive
	 * @param opensAt when the first day starts, inclusive
	 * @throws IllegalArgumentException if a day is left out between the first and the
	 * last, or a day ends before it starts
	 */
	public static ClearingCalendar of(SortedMap<LocalDate, Instant> cutOffs, Instant opensAt) {
		NavigableMap<Instant, LocalDate> dayByCutOff = new TreeMap<>();
		@Nullable LocalDate previousDay = null;
		Instant previousCutOff = opensAt;
		for (Map.Entry<LocalDate, Instant> entry : cutOffs.entrySet()) {
			LocalDate day = entry.getKey();
			if (previousDay != null && !day.equals(previousDay.plusDays(1))) {
				throw new IllegalArgumentException(
						"Clearing days follow each other; between " + previousDay + " and " + day + " one is missing.");
			}
			if (entry.getValue().isBefore(previousCutOff)) {
				throw new IllegalArgumentException("Clearing day " + day + " starts at " + previousCutOff
						+ " and cannot end before, at " + entry.getValue() + ".");
			}
			dayByCutOff.putIfAbsent(entry.getValue(), day);
			previousDay = day;
			previousCutOff = entry.getValue();
		}
		return new ClearingCalendar(opensAt, dayByCutOff);
	}

	/**
	 * When a day ends unless an operator closes it early: at the given time of the day
	 * itself, or, for midnight, at the end of the day.
	 * @param day the clearing day
	 * @param cutOff the time of day
	 * @param zone the zone of clearing days
	 */
	public static Instant defaultCutOff(LocalDate day, LocalTime cutOff, ZoneId zone) {
		LocalDate lastDate = cutOff.equals(LocalTime.MIDNIGHT) ? day.plusDays(1) : day;
		return lastDate.atTime(cutOff).atZone(zone).toInstant();
	}

	/**
	 * The clearing day of what was accepted at this instant; null before the first and
	 * after the last day.
	 */
	public @Nullable LocalDate dayOf(Instant acceptedAt) {
		if (acceptedAt.isBefore(this.opensAt)) {
			return null;
		}
		Map.@Nullable Entry<Instant, LocalDate> next = this.dayByCutOff.higherEntry(acceptedAt);
		return (next != null) ? next.getValue() : null;
	}

}
