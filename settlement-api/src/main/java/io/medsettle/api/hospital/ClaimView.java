package io.medsettle.api.hospital;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.core.intake.ClaimStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Everything the engine tells a hospital about one of its claims.
 *
 * @param claim the claim; absent if it never got into the books
 * @param status what became of it in the books
 * @param clearing what becomes of it between the bureaus
 * @param clearingDay the day it counts for, once known
 * @param clearedDay the day it was cleared in, once that is published
 * @param heldBy why it is not cleared, if a break holds it
 * @param timeline what happened, in order
 * @param duplicates later events with the same content, which had no effect
 * @param refusals events that were refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ClaimStatus", description = "A claim and what became of it.")
record ClaimView(@Nullable ClaimDocument claim,
		@Schema(description = "RECEIVED: durable, not yet in both books. POSTED: in both. "
				+ "REJECTED: refused, without effect.") ClaimStatus status,
		@Schema(description = "Absent unless the claim is in the books.") @Nullable Clearing clearing,
		@Schema(description = "The day the claim counts for.") @Nullable LocalDate clearingDay,
		@Schema(description = "The day it was cleared in; absent until that day is published.") @Nullable LocalDate clearedDay,
		@Nullable Hold heldBy, List<Moment> timeline, List<Repetition> duplicates, List<Refusal> refusals) {

	/**
	 * How far a claim has come between the bureaus.
	 */
	enum Clearing {

		/** Its day is not published yet. */
		PENDING,

		/** A break holds it back. */
		HELD,

		/** It is part of a published day. */
		CLEARED

	}

	/**
	 * The break that holds a claim back, or did.
	 */
	@Schema(name = "Hold")
	record Hold(String breakId, @Schema(example = "REVERSAL_WITHOUT_ORIGINAL") String category,
			@Schema(example = "The reversal's original has not been submitted.") String reason, LocalDate openedDay,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate resolvedDay) {
	}

	/**
	 * Something that happened to the claim: at an instant, or with a clearing day.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "Moment")
	record Moment(Event event, @Nullable OffsetDateTime at, @Nullable LocalDate day) {

		static Moment at(Event event, OffsetDateTime at) {
			return new Moment(event, at, null);
		}

		static Moment onDay(Event event, LocalDate day) {
			return new Moment(event, null, day);
		}

	}

	/**
	 * What can happen to a claim.
	 */
	enum Event {

		/** Durable in Kafka. */
		RECEIVED,

		/** In the books of the treatment city. */
		POSTED_TREATMENT,

		/** In the books of the insured city. */
		POSTED_INSURED,

		/** Held back by a break, with the night of this day. */
		HELD,

		/** Released by the night of this day. */
		RELEASED,

		/** Cleared in this day, which is published. */
		CLEARED

	}

	/**
	 * A later event with the same content.
	 */
	@Schema(name = "Repetition")
	record Repetition(OffsetDateTime receivedAt, LocalDate clearingDay) {
	}

	/**
	 * An event that was refused.
	 */
	@Schema(name = "Refusal")
	record Refusal(OffsetDateTime receivedAt, LocalDate clearingDay,
			@Schema(example = "CONFLICTING_DUPLICATE") String code, @Schema(example = "/claimNo") String pointer,
			String message) {
	}

}
