package io.medsettle.core.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The days on which bureaus work: Monday to Friday but for the holidays, and those
 * Saturdays and Sundays that are worked on in exchange (调休). What is late, how old a
 * break is and when an answer is due is counted in these days; clearing days are every
 * day of the year and have nothing to do with them.
 * <p>
 * Of a year without a single known holiday it knows the weekends only, see
 * {@link #knows(Year)}. Immutable.
 */
public final class BusinessCalendar {

	private static final int DAYS_A_WEEK = 7;

	private static final int WEEKDAYS_A_WEEK = 5;

	private final NavigableSet<LocalDate> holidays;

	private final NavigableSet<LocalDate> workingWeekends;

	private final Set<Year> years;

	private BusinessCalendar(NavigableSet<LocalDate> holidays, NavigableSet<LocalDate> workingWeekends) {
		this.holidays = holidays;
		this.workingWeekends = workingWeekends;
		this.years = Stream.concat(holidays.stream(), workingWeekends.stream())
			.map(Year::from)
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * A calendar with holidays.
	 * @param holidays days off, on whatever day of the week
	 * @param workingWeekends Saturdays and Sundays that are worked on
	 * @throws InvalidCalendarException if a working weekend is none, or a day is both
	 */
	public static BusinessCalendar of(Collection<LocalDate> holidays, Collection<LocalDate> workingWeekends) {
		for (LocalDate date : workingWeekends) {
			if (!isWeekend(date)) {
				throw new InvalidCalendarException(noWeekend(date));
			}
			if (holidays.contains(date)) {
				throw new InvalidCalendarException(date + " cannot be a holiday and a working weekend.");
			}
		}
		return new BusinessCalendar(new TreeSet<>(holidays), new TreeSet<>(workingWeekends));
	}

	/**
	 * This calendar with some days more, which stand above what it says of them itself.
	 * @throws InvalidCalendarException if a working weekend is none, or a day is both
	 */
	public BusinessCalendar with(Collection<LocalDate> moreHolidays, Collection<LocalDate> moreWorkingWeekends) {
		Set<LocalDate> allHolidays = new HashSet<>(this.holidays);
		moreWorkingWeekends.forEach(allHolidays::remove);
		allHolidays.addAll(moreHolidays);
		Set<LocalDate> allWorkingWeekends = new HashSet<>(this.workingWeekends);
		moreHolidays.forEach(allWorkingWeekends::remove);
		allWorkingWeekends.addAll(moreWorkingWeekends);
		return of(allHolidays, allWorkingWeekends);
	}

	/**
	 * Whether it knows the holidays of this year. If not, the days of the year count as
	 * if it had none.
	 */
	public boolean knows(Year year) {
		return this.years.contains(year);
	}

	/**
	 * Whether bureaus work on this day.
	 */
	public boolean isBusinessDay(LocalDate date) {
		return isWeekend(date) ? this.workingWeekends.contains(date) : !this.holidays.contains(date);
	}

	/**
	 * Whether the day is a Saturday or Sunday that is worked on.
	 */
	public boolean isWorkingWeekend(LocalDate date) {
		return this.workingWeekends.contains(date);
	}

	/**
	 * How many business days have begun after one day up to another: those after
	 * {@code from} up to and including {@code to}. So what came up on a Friday has the
	 * age of 0 until Sunday and of 1 on Monday, and whatever is due in n business days
	 * has that age on the day it is due.
	 * @return 0 for the same day; negative, if {@code to} comes first
	 */
	public int businessDaysBetween(LocalDate from, LocalDate to) {
		if (to.isBefore(from)) {
			return -businessDaysBetween(to, from);
		}
		int weekdays = weekdaysBetween(from, to);
		int off = (int) this.holidays.subSet(from, false, to, true).stream().filter((day) -> !isWeekend(day)).count();
		int worked = this.workingWeekends.subSet(from, false, to, true).size();
		return weekdays - off + worked;
	}

	/**
	 * The first business day that is not before a date: the date itself, or the next one
	 * after the days off.
	 */
	public LocalDate businessDayFrom(LocalDate date) {
		LocalDate day = date;
		while (!isBusinessDay(day)) {
			day = day.plusDays(1);
		}
		return day;
	}

	static boolean isWeekend(LocalDate date) {
		return date.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
	}

	static String noWeekend(LocalDate date) {
		return date + " cannot be a working weekend: it is neither a Saturday nor a Sunday.";
	}

	/** Mondays to Fridays after the one day up to the other, which is not before it. */
	private static int weekdaysBetween(LocalDate from, LocalDate to) {
		int days = Math.toIntExact(ChronoUnit.DAYS.between(from, to));
		int weekdays = days / DAYS_A_WEEK * WEEKDAYS_A_WEEK;
		for (int i = 0; i < days % DAYS_A_WEEK; i++) {
			weekdays += isWeekend(to.minusDays(i)) ? 0 : 1;
		}
		return weekdays;
	}

}
