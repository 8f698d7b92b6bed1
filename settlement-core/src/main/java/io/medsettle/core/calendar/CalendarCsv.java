package io.medsettle.core.calendar;

import java.io.Reader;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.medsettle.core.problem.TextRules;

/**
 * Reads a calendar from a CSV file with a header row: one row for each day that is not as
 * its day of the week would have it. {@code kind} is {@code HOLIDAY} or
 * {@code WORKING_WEEKEND}; lines that begin with a number sign are comments, and further
 * columns are passed over.
 */
public final class CalendarCsv {

	private static final String DATE = "date";

	private static final String KIND = "kind";

	private static final String HOLIDAY = "HOLIDAY";

	private static final String WORKING_WEEKEND = "WORKING_WEEKEND";

	/** Neither a sign nor a year beyond those of claims. */
	private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

	private CalendarCsv() {
	}

	/**
	 * Reads a calendar.
	 * @param reader the file; not closed
	 * @param sourceName the file's name, for messages
	 * @throws InvalidCalendarException at the first error, with file and line
	 */
	public static BusinessCalendar read(Reader reader, String sourceName) {
		Set<LocalDate> holidays = new HashSet<>();
		Set<LocalDate> workingWeekends = new HashSet<>();
		try {
			for (NamedCsvRecord row : CsvReader.builder()
				.commentStrategy(CommentStrategy.SKIP)
				.ofNamedCsvRecord(reader)) {
				String place = sourceName + ", line " + row.getStartingLineNumber() + ": ";
				LocalDate date = date(row, place);
				if (holidays.contains(date) || workingWeekends.contains(date)) {
					throw new InvalidCalendarException(place + date + " stands there more than once.");
				}
				(isHoliday(row, place, date) ? holidays : workingWeekends).add(date);
			}
		}
		catch (CsvParseException ex) {
			throw new InvalidCalendarException(sourceName + ": " + ex.getMessage(), ex);
		}
		return BusinessCalendar.of(holidays, workingWeekends);
	}

	private static boolean isHoliday(NamedCsvRecord row, String place, LocalDate date) {
		String kind = value(row, KIND, place);
		if (kind.equals(WORKING_WEEKEND) && !BusinessCalendar.isWeekend(date)) {
			throw new InvalidCalendarException(place + BusinessCalendar.noWeekend(date));
		}
		if (!kind.equals(HOLIDAY) && !kind.equals(WORKING_WEEKEND)) {
			throw invalid(place, KIND, kind, HOLIDAY + " or " + WORKING_WEEKEND + " is needed");
		}
		return kind.equals(HOLIDAY);
	}

	private static LocalDate date(NamedCsvRecord row, String place) {
		String text = value(row, DATE, place);
		String rule = "a day such as 2026-11-20 is needed";
		if (!DAY.matcher(text).matches()) {
			throw invalid(place, DATE, text, rule);
		}
		try {
			return LocalDate.parse(text);
		}
		catch (DateTimeParseException ex) {
			throw invalid(place, DATE, text, rule);
		}
	}

	private static String value(NamedCsvRecord row, String column, String place) {
		return row.findField(column)
			.orElseThrow(() -> new InvalidCalendarException(place + "column " + column + " is missing."));
	}

	private static InvalidCalendarException invalid(String place, String column, String value, String rule) {
		return new InvalidCalendarException(place + column + " '" + TextRules.shown(value) + "': " + rule + ".");
	}

}
