package io.medsettle.api.operator;

import java.time.LocalDate;
import java.time.Instant;

import io.medsettle.core.ledger.DeadLetter;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An event that could not be read.
 */
@Schema(name = "DeadLetter")
record DeadLetterView(@Schema(example = "3-1204", description = "Partition and offset in claims.submitted.") String id,
		@Schema(description = "The day it counts for.") LocalDate clearingDay,
		@Schema(description = "Why it could not be read.", example = "The bytes are not a JSON object.") String reason,
		@Schema(description = "Its size.") int bytes, @Schema(description = "When Kafka took it.") Instant receivedAt) {

	static DeadLetterView of(DeadLetter letter) {
		return new DeadLetterView(letter.source().partition() + "-" + letter.source().offset(), letter.clearingDay(),
				letter.reason(), letter.sizeBytes(), letter.acceptedAt());
	}

}
