package io.medsettle.api.claims;

import java.time.LocalDate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.language.ReaderLanguage;
import io.medsettle.batch.breaks.AutomaticResolution;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakState;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.core.intake.ClaimStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Everything the engine tells a hospital about one of its claims.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ClaimStatus", description = "A claim and what became of it.")
public record ClaimView(@Schema(description = "Absent if it never got into the books.") @Nullable ClaimDocument claim,
		@Schema(description = "RECEIVED: durable, not yet in both books. POSTED: in both. "
				+ "REJECTED: refused, without effect. CANCELLED: it was held, and clears nothing. "
				+ "REVERSED: all that cleared of it has been taken back.") ClaimStatus status,
		@Schema(description = "Absent unless the claim is in the books.") @Nullable Clearing clearing,
		@Schema(description = "The day the claim counts for.") @Nullable LocalDate clearingDay,
		@Schema(description = "The day it was cleared or cancelled in; absent until that day is published.") @Nullable LocalDate clearedDay,
		@Schema(description = "What cleared of it, signed as in the files: negative for a reversal, 0 if it was "
				+ "cancelled. Absent while it has not cleared.", example = "80000") @Nullable Long clearedFen,
		@Schema(description = "The file of the hospital's city that it stands in; absent unless it has cleared.") @Nullable ClearedFile clearedIn,
		@Schema(description = "The break that holds it, or how the one that held it was resolved; absent if there was none.") @Nullable Hold heldBy,
		@Schema(description = "The reversals of the claim, oldest first, each with what became of it; the first 100. "
				+ "A reversal that was linked to another claim is told there.") List<Reversal> reversals,
		@Schema(description = "What happened, in order.") List<Moment> timeline,
		@Schema(description = "Later events with the same content, which had no effect.") List<Repetition> duplicates,
		@Schema(description = "Events that were refused.") List<Refusal> refusals) {

	/** Where its person is insured, if it is known. */
	public Optional<String> insuredCity() {
		return Optional.ofNullable(this.claim).map(ClaimDocument::insuredCity);
	}

	/** The same without the person's number. */
	public ClaimView masked() {
		return new ClaimView((this.claim != null) ? this.claim.masked() : null, this.status, this.clearing,
				this.clearingDay, this.clearedDay, this.clearedFen, this.clearedIn, this.heldBy, this.reversals,
				this.timeline, this.duplicates, this.refusals);
	}

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
	 */
	@Schema(name = "ClearedFile")
	record ClearedFile(LocalDate day,
			@Schema(description = "Its name.", example = "310000_20261120_detail_v1.csv") String name,
			@Schema(description = "Its newest revision.") int revision) {
	}

	/**
	 * A claim that takes this one back, or would.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "ClaimReversal")
	record Reversal(String claimNo, @Schema(description = "What becomes of it between the bureaus.") Clearing clearing,
			@Schema(description = "The day it was cleared or cancelled in; before, the day it counts for.") LocalDate day,
			@Schema(description = "What it took back; absent while it has not cleared.",
					example = "-80000") @Nullable Long clearedFen) {
	}

	/**
	 * The break that holds a claim back, or did.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "Hold")
	record Hold(@Schema(description = "The id of the break.") String breakId,
			@Schema(description = "Why, by kind.", example = "REVERSAL_WITHOUT_ORIGINAL") String category,
			@Schema(example = "The reversal's original has not been submitted.") String reason,
			@Schema(description = "The clearing day it was first held on.") LocalDate openedDay,
			@Schema(description = "The clearing day it was resolved on; absent while it is held.") @Nullable LocalDate resolvedDay,
			@Schema(description = "How far it has come.") BreakState state,
			@Schema(description = "What two persons have decided; it clears so in the night that follows.") @Nullable Resolution resolution,
			@Schema(description = "By which rule the night resolved it, if people did not.") @Nullable AutomaticResolution automatic,
			@Schema(description = "With LINK: the claim that it takes back instead of the one it names.") @Nullable String originalClaimNo) {

		static Hold of(Break held) {
			Break.Outcome outcome = held.outcome();
			AutomaticResolution automatic = (outcome != null) ? outcome.automatic() : null;
			Break.Proposal proposal = held.handling().proposal();
			Break.Proposal decided = (proposal != null && proposal.approvedBy() != null && automatic == null) ? proposal
					: null;
			return new Hold(held.id(), held.category().name(), ReaderLanguage.say(held.reason()), held.openedDay(),
					held.resolvedDay(), held.state(), (decided != null) ? decided.resolution() : null, automatic,
					(decided != null) ? decided.originalClaimNo() : null);
		}

	}

	/**
	 * Something that happened to the claim: at an instant, or with a clearing day.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "Moment")
	record Moment(@Schema(description = "What happened.") Event event,
			@Schema(description = "When; absent of what came with a clearing day.") @Nullable Instant at,
			@Schema(description = "With which clearing day; absent of what has an instant.") @Nullable LocalDate day,
			@Schema(description = "With CLEARED, CANCELLED and REVERSED: the amount, with sign.") @Nullable Long fen,
			@Schema(description = "With REVERSED: the reversal.") @Nullable String claimNo) {

		static Moment at(Event event, Instant at) {
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
	record Repetition(Instant receivedAt, LocalDate clearingDay) {
	}

	/**
	 * An event that was refused, or what was wrong with a claim that never became one.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "Refusal")
	record Refusal(Instant receivedAt, @Schema(
			description = "The day it counts for; absent if it was refused in the answer to its request.") @Nullable LocalDate clearingDay,
			@Schema(example = "CONFLICTING_DUPLICATE") String code, @Schema(example = "/claimNo") String pointer,
			String message) {
	}

}
