package io.medsettle.core.day;

import java.time.Instant;

import io.medsettle.core.clearing.ClearingDayState;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done to a clearing day.
 *
 * @param number its place among all that was done to the day, from 1
 * @param from the state before
 * @param to the state after; the same where something was decided that does not change it
 * @param at when it was done
 * @param actor who did it: {@code night}, or the name a person or bureau has given
 * @param reason why, or what it was, in a sentence; null where the states say it all
 */
public record DayTransition(int number, ClearingDayState from, ClearingDayState to, Instant at, String actor,
		@Nullable String reason) {
}
