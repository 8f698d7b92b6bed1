package io.medsettle.core.claim;

/**
 * What names a claim for ever.
 *
 * @param hospitalCode the hospital that settled the visit
 * @param claimNo the hospital's own number of the claim
 */
public record ClaimIdentity(String hospitalCode, String claimNo) {
}
