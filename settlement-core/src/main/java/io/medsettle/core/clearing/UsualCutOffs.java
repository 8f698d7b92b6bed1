package io.medsettle.core.clearing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

import io.medsettle.core.calendar.Dated;

/**
 * When clearing days end unless an operator closes them early, by a time of day that may
 * change. Such a change makes one day longer or shorter, and leaves nothing out between
 * two days: of 22:00 and midnight, the day of the change has 26 or 22 hours. Immutable.
 */
public final class UsualCutOffs {

	private final Dated<LocalTime> timeOfDay;

	private final ZoneId zone;

	/**
	 * Creates the cut-offs.
	 * @param timeOfDay the time at which a clearing day ends, by clearing day; midnight
	 * is the end of the calendar day, any other time is a time on the day itself
	 * @param zone the zone of clearing days
	 */
	public UsualCutOffs(Dated<LocalTime> timeOfDay, ZoneId zone) {
		this.timeOfDay = timeOfDay;
		this.zone = zone;
	}

	/**
	 * The first instant that no longer belongs to the day, if the one before ends as
	 * usual.
	 */
	public Instant of(LocalDate day) {
		return ClearingCalendar.defaultCutOff(day, this.timeOfDay.on(day), this.zone);
	}

	/**
	 * When a day ends that follows another: never before it starts. Every cut-off lies
	 * after the first and not after the last instant of its calendar day, so this makes a
	 * difference only where the zone has changed, or leaves a whole day out. The day is
	 * then empty.
	 * @param day the day
	 * @param startsAt when the day before ends
	 */
	public Instant of(LocalDate day, Instant startsAt) {
		Instant usual = of(day);
		return usual.isBefore(startsAt) ? startsAt : usual;
	}

	/**
	 * The day an instant belongs to when all days end as usual.
	 */
	public LocalDate dayOf(Instant instant) {
		LocalDate date = LocalDate.ofInstant(instant, this.zone);
		return of(date).isAfter(instant) ? date : date.plusDays(1);
	}

}
