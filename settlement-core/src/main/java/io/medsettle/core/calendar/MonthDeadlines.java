package io.medsettle.core.calendar;

import java.time.LocalDate;

/**
 * When a month's clearing must have come how far. All three are business days.
 *
 * @param monthClosedBy the last day to clear up what is open of the month
 * @param statementOn the day on which the month's statement is issued
 * @param confirmedBy the last day to confirm the statement
 */
public record MonthDeadlines(LocalDate monthClosedBy, LocalDate statementOn, LocalDate confirmedBy) {
}
