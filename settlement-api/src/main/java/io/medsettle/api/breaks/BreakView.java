package io.medsettle.api.breaks;

import java.time.LocalDate;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.decisions.DecisionView;
import io.medsettle.api.language.ReaderLanguage;
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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Break",
		description = "A claim that is or was held back from clearing, or a difference for which none can be held.")
record BreakView(
		@Schema(description = "The same for the same claim or difference, for ever.",
				example = "5f2b9c0e7d1a4c33") String id,
		@Schema(description = "The gravest of the categories that apply.") BreakCategory category,
		@Schema(description = "The other categories that apply, the gravest first. An action must be allowed by all of them.") List<BreakCategory> also,
		@Schema(description = "Whether a claim is held for it; if not, it is a difference to be cleared up.") boolean holding,
		@Schema(description = "What the category means.",
				example = "The reversal's original has not been submitted.") String description,
		@Schema(description = "Who does what about it.",
				example = "The hospital submits the original; the reversal clears on that day.") String remedy,
		@Schema(description = "Whether it still holds the claim, and what people have done about it.") BreakState state,
		@Schema(description = "The clearing day it was first held on.") LocalDate openedDay,
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
		@Schema(description = "How it is to be or was resolved, if people have said so.") @Nullable ProposalView proposal,
		@Schema(description = "What cleared as was decided, with sign; 0: cancelled. "
				+ "Absent if it cleared as booked, with `clearedFen`.") @Nullable Long settledFen,
		@Schema(description = "By which rule the night resolved it, if it did.") @Nullable AutomaticResolution automatic,
		@Schema(description = "What the insured city says of the claim, if it does; only of a single break.") @Nullable DecisionView decision,
		@Schema(description = "What has happened to it, in its order; only of a single break.") @Nullable List<EventView> history) {

	/**
	 * A break in a list.
	 */
	static BreakView of(Break held, List<Resolution> allowed, Today today) {
		return view(held, allowed, today, null, null);
	}

	/**
	 * A break by itself.
	 */
	static BreakView of(Break held, List<Resolution> allowed, Today today, @Nullable KeptDecision decision,
			List<BreakEvent> history) {
		return view(held, allowed, today, (decision != null) ? DecisionView.of(decision) : null,
				history.stream().map(EventView::of).toList());
	}

	private static BreakView view(Break held, List<Resolution> allowed, Today today, @Nullable DecisionView decision,
			@Nullable List<EventView> history) {
		LocalDate until = (held.resolvedDay() != null) ? held.resolvedDay() : today.day();
		Break.Handling handling = held.handling();
		Break.Outcome outcome = held.outcome();
		return new BreakView(held.id(), held.category(), held.also(), held.category().holdsClaim(),
				ReaderLanguage.say(held.category().sentence()), ReaderLanguage.say(held.category().remedy()),
				held.state(), held.openedDay(), held.resolvedDay(), held.hospitalCode(), held.claimNo(), held.kind(),
				held.originalClaimNo(), held.insuredCity(), held.treatmentCity(), held.clearedFen(),
				ReaderLanguage.say(held.reason()), today.ageDays(held.openedDay(), until),
				today.ageBusinessDays(held.openedDay(), until), today.resolveBy(held.openedDay()),
				held.category().isWaiting(), handling.owner(), held.ownerCity(), handling.assignee(),
				handling.dueDate(), allowed,
				(handling.proposal() != null) ? ProposalView.of(handling.proposal()) : null,
				(outcome != null) ? outcome.settledFen() : null, (outcome != null) ? outcome.automatic() : null,
				decision, history);
	}

	/**
	 * How somebody would resolve a break.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "BreakProposal")
	record ProposalView(@Schema(description = "What is to be done.") Resolution action,
			@Schema(description = "What that means.",
					example = "The claim clears as the treatment city has it.") String description,
			@Schema(description = "Only of a deduction, without sign.") @Nullable Long deductFen,
			@Schema(description = "Only of a link.") @Nullable String originalClaimNo,
			@Schema(description = "Who said so first.") String proposedBy,
			@Schema(description = "Who agreed; absent until somebody does.") @Nullable String approvedBy) {

		static ProposalView of(Break.Proposal proposal) {
			Resolution action = proposal.resolution();
			return new ProposalView(action, ReaderLanguage.say(action.sentence()),
					(action == Resolution.DEDUCT) ? proposal.deductFen() : null, proposal.originalClaimNo(),
					proposal.proposedBy(), proposal.approvedBy());
		}

	}

	/**
	 * One thing that has happened to a break.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "BreakEvent")
	record EventView(@Schema(description = "When; what a night has done has the cut-off of its day.") Instant at,
			@Schema(description = "`engine` for what a night did.") String actor,
			@Schema(description = "What happened, by kind.") BreakEvent.Kind kind,
			@Schema(description = "In their words.") String text,
			@Schema(description = "What they refer to, if they do.") BreakEvent.@Nullable Evidence evidence) {

		static EventView of(BreakEvent event) {
			String text = event.actor().equals(BreakEvent.ENGINE) ? ReaderLanguage.say(event.text()) : event.text();
			return new EventView(event.at(), event.actor(), event.kind(), text, event.evidence());
		}

	}

}
