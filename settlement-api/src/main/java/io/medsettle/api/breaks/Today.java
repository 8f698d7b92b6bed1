package io.medsettle.api.breaks;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

import io.medsettle.core.calendar.BusinessCalendar;
import io.medsettle.core.calendar.Deadlines;

/**
 * A clearing day from which is counted, in clearing days and in those that bureaus work
 * on.
 *
 * @param day the current clearing day
 * @param calendar which days bureaus work on
 * @param deadlines until when a month is cleared up
 */
record Today(LocalDate day, BusinessCalendar calendar, Deadlines deadlines) {

	/** A day that was closed early may lie before the current one. */
	public long ageDays(LocalDate from, LocalDate until) {
		return Math.max(0, ChronoUnit.DAYS.between(from, until));
	}

	public long ageBusinessDays(LocalDate from, LocalDate until) {
		return Math.max(0, this.calendar.businessDaysBetween(from, until));
	}

	/** The last day to clear up what is open of a clearing day's month. */
	public LocalDate resolveBy(LocalDate opened) {
		return this.deadlines.of(YearMonth.from(opened)).monthClosedBy();
	}

}
