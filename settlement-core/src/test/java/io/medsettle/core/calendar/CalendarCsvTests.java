package io.medsettle.core.calendar;

import java.io.StringReader;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CalendarCsvTests {

	@Test
	void readsDaysPassingOverCommentsAndFurtherColumns() {
		BusinessCalendar calendar = CalendarCsv.read(new StringReader("""
				# Of the province
				kind,name,date
				HOLIDAY,a local one,2026-11-20
				# in exchange
				WORKING_WEEKEND,,2026-11-21
				"""), "days.csv");
		assertThat(calendar.isBusinessDay(LocalDate.of(2026, 11, 20))).isFalse();
		assertThat(calendar.isBusinessDay(LocalDate.of(2026, 11, 21))).isTrue();
		assertThat(calendar.isBusinessDay(LocalDate.of(2026, 11, 22))).isFalse();
	}

	@Test
	void aFileWithoutDaysKnowsWeekendsOnly() {
		BusinessCalendar calendar = CalendarCsv.read(new StringReader("date,kind\n"), "days.csv");
		assertThat(calendar.isBusinessDay(LocalDate.of(2026, 10, 1))).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					2026-02-30,HOLIDAY         | days.csv, line 3: date '2026-02-30': a day such as 2026-11-20 is needed.
					tomorrow,HOLIDAY           | days.csv, line 3: date 'tomorrow': a day such as 2026-11-20 is needed.
					+12026-10-02,HOLIDAY       | days.csv, line 3: date '+12026-10-02': a day such as 2026-11-20 is needed.
					2026-10-02,OFF             | days.csv, line 3: kind 'OFF': HOLIDAY or WORKING_WEEKEND is needed.
					2026-10-02,WORKING_WEEKEND | days.csv, line 3: 2026-10-02 cannot be a working weekend: it is neither a Saturday nor a Sunday.
					2026-10-01,HOLIDAY         | days.csv, line 3: 2026-10-01 stands there more than once.
					""")
	void namesWhereADayIsWrong(String row, String message) {
		String csv = "date,kind\n2026-10-01,HOLIDAY\n" + row + "\n";
		assertThatThrownBy(() -> CalendarCsv.read(new StringReader(csv), "days.csv"))
			.isInstanceOf(InvalidCalendarException.class)
			.hasMessage(message);
	}

	@Test
	void repeatsNothingThatCouldSteerATerminal() {
		assertThatThrownBy(
				() -> CalendarCsv.read(new StringReader("date,kind\n\"\u001b[2J\n\u202e\",HOLIDAY\n"), "days.csv"))
			.isInstanceOf(InvalidCalendarException.class)
			.hasMessage("days.csv, line 2: date '\ufffd[2J\ufffd\ufffd': a day such as 2026-11-20 is needed.");
	}

	@Test
	void wantsItsColumns() {
		assertThatThrownBy(() -> CalendarCsv.read(new StringReader("date,name\n2026-10-01,x\n"), "days.csv"))
			.isInstanceOf(InvalidCalendarException.class)
			.hasMessage("days.csv, line 2: column kind is missing.");
		assertThatThrownBy(() -> CalendarCsv.read(new StringReader("date,kind\n2026-10-01\n"), "days.csv"))
			.isInstanceOf(InvalidCalendarException.class)
			.hasMessageStartingWith("days.csv");
	}

}
