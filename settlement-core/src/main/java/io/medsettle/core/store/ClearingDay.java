package io.medsettle.core.store;

import java.time.Instant;
import java.time.LocalDate;

import io.medsettle.core.clearing.ClearingDayState;

/**
 * A clearing day as the database has it.
 *
 * @param day the date by which it is known
 * @param cutOff the first instant that no longer belongs to it
 * @param state how far it has come
 */
public record ClearingDay(LocalDate day, Instant cutOff, ClearingDayState state) {
}
