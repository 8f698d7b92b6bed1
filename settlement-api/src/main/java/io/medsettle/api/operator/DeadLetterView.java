package io.medsettle.api.operator;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import io.medsettle.core.ledger.DeadLetter;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An event that could not be read.
 *
 * @param id partition and offset in {@code claims.submitted}
 * @param clearingDay the day it counts for
 * @param reason why it could not be read
 * @param bytes its size
 * @param receivedAt when Kafka took it
 */
@Schema(name = "DeadLetter")
record DeadLetterView(@Schema(example = "3-1204", description = "Partition and offset in claims.submitted.") String id,
		LocalDate clearingDay, @Schema(example = "The bytes are not a JSON object.") String reason, int bytes,
		OffsetDateTime receivedAt) {

	static DeadLetterView of(DeadLetter letter, ZoneId zone) {
		return new DeadLetterView(letter.source().partition() + "-" + letter.source().offset(), letter.clearingDay(),
				letter.reason(), letter.sizeBytes(), letter.acceptedAt().atZone(zone).toOffsetDateTime());
	}

}
