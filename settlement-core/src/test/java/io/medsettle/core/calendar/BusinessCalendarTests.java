package io.medsettle.core.calendar;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Business days over the holidays of 2026.
 */
class BusinessCalendarTests {

	private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);

	private static final LocalDate SATURDAY = LocalDate.of(2026, 11, 21);

	private final BusinessCalendar china = china();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# from     | to         | business days after the first up to the second
			2026-11-20 | 2026-11-20 | 0
			2026-11-20 | 2026-11-21 | 0
			2026-11-20 | 2026-11-22 | 0
			2026-11-20 | 2026-11-23 | 1
			2026-11-21 | 2026-11-23 | 1
			2026-11-19 | 2026-11-20 | 1
			2026-11-16 | 2026-11-23 | 5
			# New Year: off until Saturday, Sunday the 4th is worked on
			2025-12-31 | 2026-01-03 | 0
			2025-12-31 | 2026-01-04 | 1
			2025-12-31 | 2026-01-05 | 2
			# Spring Festival: Saturdays before and after are worked on, nine days off between them
			2026-02-13 | 2026-02-14 | 1
			2026-02-14 | 2026-02-23 | 0
			2026-02-14 | 2026-02-24 | 1
			2026-02-24 | 2026-02-28 | 4
			2026-02-28 | 2026-03-01 | 0
			2026-02-01 | 2026-02-28 | 16
			# Qingming, Labour Day, Dragon Boat
			2026-04-03 | 2026-04-07 | 1
			2026-04-30 | 2026-05-05 | 0
			2026-04-30 | 2026-05-09 | 4
			2026-05-09 | 2026-05-11 | 1
			2026-06-18 | 2026-06-22 | 1
			# Mid-Autumn and National Day
			2026-09-18 | 2026-09-20 | 1
			2026-09-24 | 2026-09-28 | 1
			2026-09-30 | 2026-10-07 | 0
			2026-09-30 | 2026-10-10 | 3
			2026-10-10 | 2026-10-12 | 1
			# The whole year: 365 days, 117 of them off
			2025-12-31 | 2026-12-31 | 248
			# A year of which it knows nothing
			2026-12-31 | 2027-12-31 | 261
			""")
	void countsBusinessDays(LocalDate from, LocalDate to, int expected) {
		assertThat(this.china.businessDaysBetween(from, to)).isEqualTo(expected);
		assertThat(this.china.businessDaysBetween(to, from)).isEqualTo(-expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			2026-11-20 | 2026-11-20
			2026-11-21 | 2026-11-23
			2026-10-01 | 2026-10-08
			2026-10-10 | 2026-10-10
			2026-10-11 | 2026-10-12
			2026-02-15 | 2026-02-24
			""")
	void movesADayOffToTheNextBusinessDay(LocalDate date, LocalDate expected) {
		assertThat(this.china.businessDayFrom(date)).isEqualTo(expected);
	}

	@Test
	void knowsTheYearsOfItsDays() {
		assertThat(this.china.knows(Year.of(2026))).isTrue();
		assertThat(this.china.knows(Year.of(2027))).isFalse();
		assertThat(BusinessCalendar.of(Set.of(), Set.of()).knows(Year.of(2026))).isFalse();
		assertThat(BusinessCalendar.of(Set.of(), Set.of(SATURDAY)).knows(Year.of(2026))).isTrue();
	}

	@Test
	void withoutHolidaysOnlyWeekendsAreOff() {
		BusinessCalendar weekends = BusinessCalendar.of(Set.of(), Set.of());
		assertThat(weekends.isBusinessDay(LocalDate.of(2026, 10, 1))).isTrue();
		assertThat(weekends.isBusinessDay(SATURDAY)).isFalse();
		assertThat(weekends.isWorkingWeekend(SATURDAY)).isFalse();
	}

	@Test
	void furtherDaysStandAboveItsOwn() {
		BusinessCalendar local = this.china.with(List.of(FRIDAY, LocalDate.of(2026, 10, 10)),
				List.of(SATURDAY, LocalDate.of(2026, 10, 4)));
		assertThat(local.isBusinessDay(FRIDAY)).isFalse();
		assertThat(local.isBusinessDay(SATURDAY)).isTrue();
		assertThat(local.isWorkingWeekend(SATURDAY)).isTrue();
		assertThat(local.isBusinessDay(LocalDate.of(2026, 10, 10))).isFalse();
		assertThat(local.isBusinessDay(LocalDate.of(2026, 10, 4))).isTrue();
		assertThat(local.isBusinessDay(LocalDate.of(2026, 10, 1))).isFalse();
	}

	@Test
	void refusesDaysThatMakeNoSense() {
		assertThatThrownBy(() -> BusinessCalendar.of(Set.of(), Set.of(FRIDAY)))
			.isInstanceOf(InvalidCalendarException.class)
			.hasMessage("2026-11-20 cannot be a working weekend: it is neither a Saturday nor a Sunday.");
		assertThatThrownBy(() -> this.china.with(Set.of(SATURDAY), Set.of(SATURDAY)))
			.isInstanceOf(InvalidCalendarException.class)
			.hasMessage("2026-11-21 cannot be a holiday and a working weekend.");
	}

	static BusinessCalendar china() {
		InputStream stream = Objects
			.requireNonNull(BusinessCalendarTests.class.getResourceAsStream("/calendar/china.csv"));
		try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
			return CalendarCsv.read(reader, "china.csv");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
