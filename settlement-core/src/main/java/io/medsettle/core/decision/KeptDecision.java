package io.medsettle.core.decision;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A decision that the engine keeps.
 *
 * @param decision what the insured city says
 * @param clearingDay the clearing day of the claim
 * @param at since when
 */
public record KeptDecision(InsuredDecision decision, LocalDate clearingDay, Instant at) {
}
