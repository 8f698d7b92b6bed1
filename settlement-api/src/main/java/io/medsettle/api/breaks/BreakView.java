package io.medsettle.api.breaks;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.decisions.DecisionView;
import io.medsettle.batch.breaks.AutomaticResolution;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakEvent;
import io.medsettle.batch.breaks.BreakOwner;
import io.medsettle.batch.breaks.BreakState;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.decision.KeptDecision;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A claim that is or was held back from clearing, or a difference for which no claim can
 * be held, as bureaus see it.
 *
 * @param id the same for the same claim or difference, for ever
 * @param category why, by kind: the gravest of those that apply
 * @param also the other categories that apply, the gravest first
 * @param holding whether a claim is held for it
 * @param description what the category means
 * @param remedy who does what about it
 * @param state whether it still holds the claim
 * @param openedDay the clearing day it was first held on
 * @param resolvedDay the clearing day it cleared or was cancelled on; null while it is
 * held
 * @param hospitalCode the claim's hospital
 * @param claimNo the claim's number; null where only sums differ
 * @param kind settlement or reversal; null where only sums differ
 * @param originalClaimNo the claim a reversal takes back
 * @param insuredCity the city that would pay; null where nobody names one
 * @param treatmentCity the city that would receive
 * @param clearedFen what would clear: negative for a reversal; where no claim is held, by
 * how much the hospital has more
 * @param reason why, in a sentence
 * @param ageDays for how many clearing days it has been open, or was
 * @param ageBusinessDays for how many days that bureaus work on
 * @param resolveBy the last day to clear it up, so that the month can be closed
 * @param waiting whether nothing is wrong yet, and the claim only waits for something
 * @param owner who has to do something about it now
 * @param ownerCity the city whose bureau that is, or that asks its hospital
 * @param assignee who has it in hand
 * @param dueDate until when they wait
 * @param allowedActions what may be proposed
 * @param proposal how it is to be or was resolved, if people have said so
 * @param settledFen what cleared as was decided; 0 if it was cancelled; null if it
 * cleared as booked
 * @param automatic by which rule the night resolved it
 * @param decision what the insured city says of the claim; only of a single break
 * @param history what has happened to it, in its order; only of a single break
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Break",
		description = "A claim that is or was held back from clearing, or a difference for which none can be held.")
record BreakView(@Schema(example = "5f2b9c0e7d1a4c33") String id,
		@Schema(description = "The gravest of the categories that apply.") BreakCategory category,
		@Schema(description = "The other categories that apply, the gravest first. An action must be allowed by all of them.") List<BreakCategory> also,
		@Schema(description = "Whether a claim is held for it; if not, it is a difference to be cleared up.") boolean holding,
		@Schema(example = "The reversal's original has not been submitted.") String description,
		@Schema(example = "The hospital submits the original; the reversal clears on that day.") String remedy,
		BreakState state, @Schema(description = "The clearing day it was first held on.") LocalDate openedDay,
		@Schema(description = "The clearing day it cleared or was cancelled on; absent while it is held.") @Nullable LocalDate resolvedDay,
		String hospitalCode, @Schema(description = "Absent where only sums differ.") @Nullable String claimNo,
		@Schema(description = "Absent where only sums differ.") @Nullable ClaimKind kind,
		@Nullable String originalClaimNo,
		@Schema(description = "Absent where nobody names one.") @Nullable String insuredCity, String treatmentCity,
		@Schema(description = "What would clear; negative for a reversal. Where no claim is held: by how much the hospital has more.",
				example = "-80000") long clearedFen,
		String reason, @Schema(description = "Clearing days since it was opened.", example = "3") long ageDays,
		@Schema(description = "Business days since then.", example = "1") long ageBusinessDays,
		@Schema(description = "The last day to clear it up, so that the month can be closed.",
				example = "2026-12-03") LocalDate resolveBy,
		@Schema(description = "Whether nothing is wrong yet: the claim waits for something on its way.") boolean waiting,
		@Schema(description = "Who has to do something about it now.") BreakOwner owner,
		@Schema(description = "The city whose bureau that is, or that asks its hospital; absent for the operator.",
				example = "310000") @Nullable String ownerCity,
		@Schema(description = "Who has it in hand.") @Nullable String assignee,
		@Schema(description = "The clearing day until which they wait.") @Nullable LocalDate dueDate,
		@Schema(description = "What may be proposed as it stands, as `action`; the amount of a proposal is looked at when it is made.") List<Resolution> allowedActions,
		@Nullable ProposalView proposal,
		@Schema(description = "What cleared as was decided, with sign; 0: cancelled. "
				+ "Absent if it cleared as booked, with `clearedFen`.") @Nullable Long settledFen,
		@Schema(description = "By which rule the night resolved it, if it did.") @Nullable AutomaticResolution automatic,
		@Schema(description = "What the insured city says of the claim, if it does; only of a single break.") @Nullable DecisionView decision,
		@Schema(description = "What has happened to it, in its order; only of a single break.") @Nullable List<EventView> history) {

	/**
	 * A break in a list.
	 */
	static BreakView of(Break held, List<Resolution> allowed, Today today) {
		return of(held, allowed, today, null, null);
	}

	/**
	 * A break by itself.
	 */
	static BreakView of(Break held, List<Resolution> allowed, Today today, @Nullable KeptDecision decision,
			List<BreakEvent> history, ZoneId zone) {
		return of(held, allowed, today, (decision != null) ? DecisionView.of(decision, zone) : null,
				history.stream().map((event) -> EventView.of(event, zone)).toList());
	}

	private static BreakView of(Break held, List<Resolution> allowed, Today today, @Nullable DecisionView decision,
			@Nullable List<EventView> history) {
		LocalDate until = (held.resolvedDay() != null) ? held.resolvedDay() : today.day();
		Break.Handling handling = held.handling();
		Break.Outcome outcome = held.outcome();
		return new BreakView(held.id(), held.category(), held.also(), held.category().holdsClaim(),
				held.category().sentence(), held.category().remedy(), held.state(), held.openedDay(),
				held.resolvedDay(), held.hospitalCode(), held.claimNo(), held.kind(), held.originalClaimNo(),
				held.insuredCity(), held.treatmentCity(), held.clearedFen(), held.reason(),
				today.ageDays(held.openedDay(), until), today.ageBusinessDays(held.openedDay(), until),
				today.resolveBy(held.openedDay()), held.category().isWaiting(), handling.owner(), held.ownerCity(),
				handling.assignee(), handling.dueDate(), allowed,
				(handling.proposal() != null) ? ProposalView.of(handling.proposal()) : null,
				(outcome != null) ? outcome.settledFen() : null, (outcome != null) ? outcome.automatic() : null,
				decision, history);
	}

	/**
	 * How somebody would resolve a break.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "BreakProposal")
	record ProposalView(Resolution action,
			@Schema(example = "The claim clears as the treatment city has it.") String description,
			@Schema(description = "Only of a deduction, without sign.") @Nullable Long deductFen,
			@Schema(description = "Only of a link.") @Nullable String originalClaimNo, String proposedBy,
			@Nullable String approvedBy) {

		static ProposalView of(Break.Proposal proposal) {
			Resolution action = proposal.resolution();
			return new ProposalView(action, action.sentence(),
					(action == Resolution.DEDUCT) ? proposal.deductFen() : null, proposal.originalClaimNo(),
					proposal.proposedBy(), proposal.approvedBy());
		}

	}

	/**
	 * One thing that has happened to a break.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "BreakEvent")
	record EventView(OffsetDateTime at, @Schema(description = "`engine` for what a night did.") String actor,
			BreakEvent.Kind kind, String text, BreakEvent.@Nullable Evidence evidence) {

		static EventView of(BreakEvent event, ZoneId zone) {
			return new EventView(event.at().atZone(zone).toOffsetDateTime(), event.actor(), event.kind(), event.text(),
					event.evidence());
		}

	}

}
