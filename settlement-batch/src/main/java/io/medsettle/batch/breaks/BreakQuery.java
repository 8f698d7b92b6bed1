package io.medsettle.batch.breaks;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * Which breaks somebody asks for; what is null does not matter.
 *
 * @param day what was held when this clearing day cleared: the breaks in its files
 * @param city what involves this city
 * @param viewer what involves this city too, which asks
 * @param state what is in this state today
 * @param category of this kind
 * @param owner what they have to do something about
 * @param openedUntil what was opened on this day or before
 */
public record BreakQuery(@Nullable LocalDate day, @Nullable String city, @Nullable String viewer,
		@Nullable BreakState state, @Nullable BreakCategory category, @Nullable BreakOwner owner,
		@Nullable LocalDate openedUntil) {
}
