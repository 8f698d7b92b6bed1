package io.medsettle.core.calendar;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A month is closed by the 3rd of the next, stated on the 21st, confirmed by the 25th.
 */
class DeadlinesTests {

	private final Deadlines deadlines = new Deadlines(BusinessCalendarTests.china(), 3, 21, 25);

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# month | closed by  | statement on | confirmed by
			2026-11 | 2026-12-03 | 2026-12-21   | 2026-12-25
			# New Year, with a Sunday that is worked on
			2025-12 | 2026-01-04 | 2026-01-21   | 2026-01-26
			# Spring Festival
			2026-01 | 2026-02-03 | 2026-02-24   | 2026-02-25
			# Labour Day
			2026-04 | 2026-05-06 | 2026-05-21   | 2026-05-25
			# Dragon Boat
			2026-05 | 2026-06-03 | 2026-06-22   | 2026-06-25
			# Mid-Autumn
			2026-08 | 2026-09-03 | 2026-09-21   | 2026-09-28
			# National Day
			2026-09 | 2026-10-08 | 2026-10-21   | 2026-10-26
			""")
	void liesInTheNextMonthOnABusinessDay(YearMonth month, LocalDate closedBy, LocalDate statementOn,
			LocalDate confirmedBy) {
		assertThat(this.deadlines.of(month)).isEqualTo(new MonthDeadlines(closedBy, statementOn, confirmedBy));
	}

	@Test
	void aDayThatTheMonthDoesNotHaveIsItsLast() {
		Deadlines late = new Deadlines(BusinessCalendar.of(Set.of(), Set.of()), 29, 30, 31);
		assertThat(late.of(YearMonth.of(2027, 1))).isEqualTo(
				new MonthDeadlines(LocalDate.of(2027, 3, 1), LocalDate.of(2027, 3, 1), LocalDate.of(2027, 3, 1)));
		assertThat(late.of(YearMonth.of(2027, 2)).confirmedBy()).isEqualTo(LocalDate.of(2027, 3, 31));
	}

}
