package io.medsettle.core.intake;

import java.time.Instant;

import io.medsettle.core.claim.SourcePosition;

/**
 * A claim event that is durable in Kafka.
 *
 * @param position its place in {@code claims.submitted}
 * @param acceptedAt the broker's append time, which decides its clearing day
 */
public record AppendedClaim(SourcePosition position, Instant acceptedAt) {
}
