package io.medsettle.core.intake;

import java.time.LocalDate;

import io.medsettle.core.problem.InputError;
import org.jspecify.annotations.Nullable;

/**
 * What became of one submitted event.
 *
 * @param status posted, rejected or duplicate
 * @param clearingDay the day it counts for
 * @param error why it was rejected; null otherwise
 */
public record FinalStatus(ClaimStatus status, LocalDate clearingDay, @Nullable InputError error) {
}
