package io.medsettle.core.ledger;

import java.time.Instant;
import java.time.LocalDate;

import io.medsettle.core.claim.SourcePosition;

/**
 * An event that is no claim. Its bytes stay in Kafka.
 *
 * @param source where it stands in {@code claims.submitted}
 * @param clearingDay the day it counts for
 * @param reason why it could not be read
 * @param sizeBytes its size
 * @param acceptedAt when Kafka took it
 */
public record DeadLetter(SourcePosition source, LocalDate clearingDay, String reason, int sizeBytes,
		Instant acceptedAt) {
}
