package io.medsettle.core.calendar;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The deadlines of the official calendar. They lie in the month after the one that is
 * settled, on a day of the month that differs by place, or on the next business day if
 * that is a day off. A day that a month does not have means its last.
 *
 * @param calendar the days off
 * @param monthClosedBy the day of the next month by which a month is closed, from 1
 * @param statementDay the day of the next month on which the statement is issued
 * @param confirmationBy the day of the next month by which the statement is confirmed
 */
public record Deadlines(BusinessCalendar calendar, int monthClosedBy, int statementDay, int confirmationBy) {

	/**
	 * The deadlines for what was cleared in this month.
	 */
	public MonthDeadlines of(YearMonth month) {
		YearMonth next = month.plusMonths(1);
		return new MonthDeadlines(businessDay(next, this.monthClosedBy), businessDay(next, this.statementDay),
				businessDay(next, this.confirmationBy));
	}

	private LocalDate businessDay(YearMonth month, int day) {
		return this.calendar.businessDayFrom(month.atDay(Math.min(day, month.lengthOfMonth())));
	}

}
