package io.medsettle.core.day;

import java.time.Instant;
import java.time.LocalDate;

import io.medsettle.core.clearing.ClearingDayState;
import org.jspecify.annotations.Nullable;

/**
 * A clearing day as the database has it.
 *
 * @param day the date by which it is known
 * @param cutOff the first instant that no longer belongs to it
 * @param state how far it has come
 * @param confirmedBy who has confirmed its provisional results, while it is provisional
 */
public record ClearingDay(LocalDate day, Instant cutOff, ClearingDayState state, @Nullable String confirmedBy) {

	/**
	 * Whether the day is published, and so never changes.
	 */
	public boolean isSealed() {
		return this.state.isSealed();
	}

	/**
	 * Whether its results are provisional and nobody has confirmed them.
	 */
	public boolean isUnconfirmed() {
		return this.state == ClearingDayState.PROVISIONAL && this.confirmedBy == null;
	}

}
