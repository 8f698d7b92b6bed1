package io.medsettle.batch.breaks;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import io.medsettle.core.claim.ClaimKind;
import org.jspecify.annotations.Nullable;

/**
 * A claim that is or was held back from clearing (对账差异), or a difference for which no
 * claim can be held.
 *
 * @param id the same for the same claim or difference, for ever
 * @param category why, by kind: the gravest of those that apply
 * @param also the other categories that apply, the gravest first
 * @param state how far it has come
 * @param openedDay the clearing day it was first held on
 * @param resolvedDay the clearing day it cleared on, if it has
 * @param hospitalCode the claim's hospital
 * @param claimNo the claim's number; null where sums differ
 * @param kind settlement or reversal; null where sums differ
 * @param originalClaimNo the claim a reversal takes back
 * @param insuredCity the city that would pay; null where nobody names one
 * @param treatmentCity the city that would receive
 * @param clearedFen what would clear: negative for a reversal; of a difference, by how
 * much the hospital has more
 * @param reason why, in a sentence; names no person
 * @param handling in whose hands it is, and what they want to do
 * @param outcome how it was resolved; null while it is not
 */
public record Break(String id, BreakCategory category, List<BreakCategory> also, BreakState state, LocalDate openedDay,
		@Nullable LocalDate resolvedDay, String hospitalCode, @Nullable String claimNo, @Nullable ClaimKind kind,
		@Nullable String originalClaimNo, @Nullable String insuredCity, String treatmentCity, long clearedFen,
		String reason, Handling handling, @Nullable Outcome outcome) {

	/**
	 * The city whose bureau has to do something about it; null if it is the operator.
	 */
	public @Nullable String ownerCity() {
		return switch (this.handling.owner()) {
			case TREATMENT_CITY, HOSPITAL -> this.treatmentCity;
			case INSURED_CITY -> this.insuredCity;
			case OPERATOR -> null;
		};
	}

	/**
	 * All categories that apply, the gravest first: what any of them forbids is
	 * forbidden.
	 */
	public List<BreakCategory> categories() {
		return Stream.concat(Stream.of(this.category), this.also.stream()).toList();
	}

	/**
	 * Whether the state and all categories allow to propose a resolution.
	 */
	public boolean allows(Resolution resolution) {
		BreakState next = resolution.needsApproval() ? BreakState.PROPOSED : BreakState.PENDING;
		return this.state.successors().contains(next) && resolution.settlesAll(categories());
	}

	@Nullable Proposal proposal() {
		return this.handling.proposal();
	}

	/**
	 * In whose hands a break is.
	 *
	 * @param owner who has to do something about it now
	 * @param assignee the person who has it in hand, if one has
	 * @param dueDate the clearing day until which they wait, if they do
	 * @param proposal how it is to be or was resolved, if people have said so
	 */
	public record Handling(BreakOwner owner, @Nullable String assignee, @Nullable LocalDate dueDate,
			@Nullable Proposal proposal) {
	}

	/**
	 * How somebody would resolve it.
	 *
	 * @param resolution how
	 * @param deductFen what is deducted, without sign; 0 unless it is a deduction
	 * @param originalClaimNo the original that a reversal is linked to, if it is
	 * @param proposedBy who says so
	 * @param approvedBy who else says so, if somebody does
	 */
	public record Proposal(Resolution resolution, long deductFen, @Nullable String originalClaimNo, String proposedBy,
			@Nullable String approvedBy) {
	}

	/**
	 * How a break was resolved.
	 *
	 * @param settledFen what cleared as was decided, with sign; 0 if it was cancelled;
	 * null if it cleared as booked
	 * @param automatic by which rule the night resolved it, or null if people did
	 */
	public record Outcome(@Nullable Long settledFen, @Nullable AutomaticResolution automatic) {
	}

}
