package io.medsettle.api.claims;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.batch.breaks.AutomaticResolution;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakState;
import io.medsettle.batch.breaks.Resolution;
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
 * @param clearedDay the day it was cleared or cancelled in, once that is published
 * @param clearedFen what cleared of it, negative for a reversal
 * @param clearedIn the file that it stands in
 * @param heldBy why it is not cleared, if a break holds it, or how the break that held it
 * was resolved
 * @param reversals what takes it back, or would
 * @param timeline what happened, in order
 * @param duplicates later events with the same content, which had no effect
 * @param refusals events that were refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ClaimStatus", description = "A claim and what became of it.")
record ClaimView(@Nullable ClaimDocument claim,
		@Schema(description = "RECEIVED: durable, not yet in both books. POSTED: in both. "
				+ "REJECTED: refused, without effect. CANCELLED: it was held, and clears nothing. "
				+ "REVERSED: all that cleared of it has been taken back.") ClaimStatus status,
		@Schema(description = "Absent unless the claim is in the books.") @Nullable Clearing clearing,
		@Schema(description = "The day the claim counts for.") @Nullable LocalDate clearingDay,
		@Schema(description = "The day it was cleared or cancelled in; absent until that day is published.") @Nullable LocalDate clearedDay,
		@Schema(description = "What cleared of it, signed as in the files: negative for a reversal, 0 if it was "
				+ "cancelled. Absent while it has not cleared.", example = "80000") @Nullable Long clearedFen,
		@Schema(description = "The file of the hospital's city that it stands in; absent unless it has cleared.") @Nullable ClearedFile clearedIn,
		@Nullable Hold heldBy,
		@Schema(description = "The reversals of the claim, oldest first, each with what became of it; the first 100. "
				+ "A reversal that was linked to another claim is told there.") List<Reversal> reversals,
		List<Moment> timeline, List<Repetition> duplicates, List<Refusal> refusals) {

	/**
	 * How far a claim has come between the bureaus.
	 */
	enum Clearing {

		/** Its day is not published yet. */
		PENDING,

		/** A break holds it back. */
		HELD,

		/** It is part of a published day. */
		CLEARED,

		/** It was held, and nothing of it clears. */
		CANCELLED

	}

	/**
	 * The clearing file in which a claim stands.
	 *
	 * @param day its clearing day
	 * @param name its name
	 * @param revision its newest revision
	 */
	@Schema(name = "ClearedFile")
	record ClearedFile(LocalDate day, @Schema(example = "310000_20261120_detail_v1.csv") String name, int revision) {
	}

	/**
	 * A claim that takes this one back, or would.
	 *
	 * @param claimNo its number
	 * @param clearing what becomes of it
	 * @param day the day it was cleared or cancelled in; before, the day it counts for
	 * @param clearedFen what it took back, below zero; null while it has not cleared
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "ClaimReversal")
	record Reversal(String claimNo, Clearing clearing, @Schema(
			description = "The day it was cleared or cancelled in; before, the day it counts for.") LocalDate day,
			@Schema(description = "What it took back; absent while it has not cleared.",
					example = "-80000") @Nullable Long clearedFen) {
	}

	/**
	 * The break that holds a claim back, or did.
	 *
	 * @param breakId the break
	 * @param category why, by kind
	 * @param reason why, in a sentence
	 * @param openedDay the day it was first held on
	 * @param resolvedDay the day it was resolved on
	 * @param state how far it has come
	 * @param resolution how two persons resolve it, or have
	 * @param automatic by which rule the night resolved it
	 * @param originalClaimNo the original that a reversal was linked to
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "Hold")
	record Hold(String breakId, @Schema(example = "REVERSAL_WITHOUT_ORIGINAL") String category,
			@Schema(example = "The reversal's original has not been submitted.") String reason, LocalDate openedDay,
			@Nullable LocalDate resolvedDay, BreakState state,
			@Schema(description = "What two persons have decided; it clears so in the night that follows.") @Nullable Resolution resolution,
			@Schema(description = "By which rule the night resolved it, if people did not.") @Nullable AutomaticResolution automatic,
			@Schema(description = "With LINK: the claim that it takes back instead of the one it names.") @Nullable String originalClaimNo) {

		static Hold of(Break held) {
			Break.Outcome outcome = held.outcome();
			AutomaticResolution automatic = (outcome != null) ? outcome.automatic() : null;
			Break.Proposal proposal = held.handling().proposal();
			Break.Proposal decided = (proposal != null && proposal.approvedBy() != null && automatic == null) ? proposal
					: null;
			return new Hold(held.id(), held.category().name(), held.reason(), held.openedDay(), held.resolvedDay(),
					held.state(), (decided != null) ? decided.resolution() : null, automatic,
					(decided != null) ? decided.originalClaimNo() : null);
		}

	}

	/**
	 * Something that happened to the claim: at an instant, or with a clearing day.
	 *
	 * @param event what
	 * @param at when
	 * @param day with which clearing day
	 * @param fen the amount that cleared or was taken back, with sign
	 * @param claimNo the other claim that did it
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "Moment")
	record Moment(Event event, @Nullable OffsetDateTime at, @Nullable LocalDate day,
			@Schema(description = "With CLEARED, CANCELLED and REVERSED: the amount, with sign.") @Nullable Long fen,
			@Schema(description = "With REVERSED: the reversal.") @Nullable String claimNo) {

		static Moment at(Event event, OffsetDateTime at) {
			return new Moment(event, at, null, null, null);
		}

		static Moment onDay(Event event, LocalDate day) {
			return new Moment(event, null, day, null, null);
		}

		static Moment of(Event event, LocalDate day, @Nullable Long fen, @Nullable String claimNo) {
			return new Moment(event, null, day, fen, claimNo);
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
		CLEARED,

		/** Cancelled by the night of this day: nothing of it clears. */
		CANCELLED,

		/**
		 * A leg came after the claim was settled without it; this day took it out again.
		 */
		LATE_LEG_TAKEN_OUT,

		/** A reversal of it cleared in this day. */
		REVERSED

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
