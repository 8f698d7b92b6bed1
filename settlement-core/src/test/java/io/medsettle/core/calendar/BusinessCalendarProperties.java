package io.medsettle.core.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class BusinessCalendarProperties {

	private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

	@Property(tries = 300)
	void countsWhatCountingOneByOneCounts(@ForAll("calendars") BusinessCalendar calendar,
			@ForAll("dates") LocalDate from, @ForAll("dates") LocalDate to) {
		LocalDate earlier = from.isBefore(to) ? from : to;
		LocalDate later = from.isBefore(to) ? to : from;
		long counted = earlier.plusDays(1).datesUntil(later.plusDays(1)).filter(calendar::isBusinessDay).count();
		assertThat(calendar.businessDaysBetween(earlier, later)).isEqualTo((int) counted);
		assertThat(calendar.businessDaysBetween(later, earlier)).isEqualTo((int) -counted);
	}

	@Property(tries = 300)
	void agesAddUp(@ForAll("calendars") BusinessCalendar calendar, @ForAll("dates") LocalDate first,
			@ForAll("dates") LocalDate second, @ForAll("dates") LocalDate third) {
		assertThat(calendar.businessDaysBetween(first, second) + calendar.businessDaysBetween(second, third))
			.isEqualTo(calendar.businessDaysBetween(first, third));
	}

	@Property(tries = 300)
	void aDayOffMovesOnlyOverDaysOff(@ForAll("calendars") BusinessCalendar calendar, @ForAll("dates") LocalDate date) {
		LocalDate moved = calendar.businessDayFrom(date);
		assertThat(calendar.isBusinessDay(moved)).isTrue();
		assertThat(date.datesUntil(moved)).noneMatch(calendar::isBusinessDay);
	}

	@Provide
	Arbitrary<LocalDate> dates() {
		return Arbitraries.integers().between(-40, 800).map((days) -> FIRST.plusDays(days));
	}

	@Provide
	Arbitrary<BusinessCalendar> calendars() {
		Arbitrary<Set<LocalDate>> days = dates().set().ofMaxSize(60);
		return Combinators.combine(days, days).as((off, worked) -> {
			Set<LocalDate> workingWeekends = new HashSet<>(worked);
			workingWeekends.removeIf((date) -> date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0);
			workingWeekends.removeAll(off);
			return BusinessCalendar.of(off, workingWeekends);
		});
	}

}
