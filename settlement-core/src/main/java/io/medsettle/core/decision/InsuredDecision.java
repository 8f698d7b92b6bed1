package io.medsettle.core.decision;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.problem.TextRules;

/**
 * What an insured city says of a claim of its insured.
 *
 * @param claim the claim
 * @param city the insured city
 * @param kind whether it refuses or deducts
 * @param deductFen what it deducts, without sign; 0 if it refuses
 * @param reason why
 * @param remark in its words, or empty
 * @param actor who says so, as they have logged in, or name themselves in an event
 */
public record InsuredDecision(ClaimIdentity claim, String city, Kind kind, long deductFen, DecisionReason reason,
		String remark, String actor) {

	/**
	 * Whether another decision is this one again, by the same person.
	 */
	boolean saysTheSameAs(InsuredDecision other) {
		return TextRules.isSamePerson(this.actor, other.actor) && equals(new InsuredDecision(other.claim, other.city,
				other.kind, other.deductFen, other.reason, other.remark, this.actor));
	}

	/** What a remark and a name say may tell of a person. */
	@Override
	public String toString() {
		return this.kind + " of a claim of " + this.city;
	}

	/**
	 * What an insured city can say.
	 */
	public enum Kind {

		/** It pays nothing for the claim. */
		REFUSE,

		/** It pays a part of it. */
		DEDUCT

	}

}
