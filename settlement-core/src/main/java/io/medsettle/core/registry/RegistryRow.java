package io.medsettle.core.registry;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.medsettle.core.problem.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * One row of a registry file, read column by column under each column's rule.
 *
 * @param header where the columns are
 * @param record the row
 */
record RegistryRow(RegistryHeader header, CsvRecord record) {

	/** Before the first day any claim can name. */
	static final LocalDate ALWAYS = LocalDate.of(1900, 1, 1);

	/** Neither a sign nor a year that databases cannot keep. */
	private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

	String text(String column, int maximumLength) {
		String value = value(column);
		check(!value.isBlank() && value.length() <= maximumLength, column, value,
				"1 to " + maximumLength + " characters are needed");
		return check(TextRules.isRemark(value, maximumLength), column, value, "each character must be visible");
	}

	String cityCode(String column) {
		String value = value(column);
		return check(City.isCode(value), column, value, "6 digits are needed");
	}

	String hospitalCode(String column) {
		String value = value(column);
		return check(Hospital.isCode(value), column, value, "H and 11 digits are needed");
	}

	boolean flag(String column) {
		String value = value(column);
		// Spreadsheets write them in capitals.
		return switch (value) {
			case "true", "True", "TRUE" -> true;
			case "false", "False", "FALSE" -> false;
			default -> throw invalid(column, value, "true or false is needed");
		};
	}

	int number(String column, int minimum, int maximum) {
		String value = value(column);
		String rule = "a whole number from " + minimum + " to " + maximum + " is needed";
		try {
			int number = Integer.parseInt(value);
			check(number >= minimum && number <= maximum, column, value, rule);
			return number;
		}
		catch (NumberFormatException ex) {
			throw invalid(column, value, rule);
		}
	}

	LocalDate validFrom() {
		LocalDate day = day("valid_from");
		return (day != null) ? day : ALWAYS;
	}

	@Nullable LocalDate validTo() {
		return day("valid_to");
	}

	private @Nullable LocalDate day(String column) {
		String value = this.header.places().containsKey(column) ? value(column) : "";
		if (value.isEmpty()) {
			return null;
		}
		String rule = "a day such as 2026-11-20 is needed";
		check(DAY.matcher(value).matches(), column, value, rule);
		try {
			return LocalDate.parse(value);
		}
		catch (DateTimeParseException ex) {
			throw invalid(column, value, rule);
		}
	}

	private String value(String column) {
		Integer place = this.header.places().get(column);
		return (place != null && place < this.record.getFieldCount()) ? this.record.getField(place) : "";
	}

	private String check(boolean fits, String column, String value, String rule) {
		if (!fits) {
			throw invalid(column, value, rule);
		}
		return value;
	}

	private InvalidRegistryException invalid(String column, String value, String rule) {
		return new InvalidRegistryException("%s, line %d, %s '%s': %s.".formatted(this.header.sourceName(),
				this.record.getStartingLineNumber(), column, TextRules.shown(value), rule));
	}

}
