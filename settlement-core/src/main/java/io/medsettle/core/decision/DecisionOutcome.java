package io.medsettle.core.decision;

import io.medsettle.core.problem.InputError;

/**
 * What became of a decision that was sent.
 */
public sealed interface DecisionOutcome {

	/**
	 * It is kept, or was before.
	 *
	 * @param decision as it is kept
	 */
	record Kept(KeptDecision decision) implements DecisionOutcome {
	}

	/** The insured city's book has no such claim. */
	record UnknownClaim() implements DecisionOutcome {
	}

	/**
	 * It does not fit the claim.
	 *
	 * @param error what stands against it
	 */
	record Refused(InputError error) implements DecisionOutcome {
	}

	/**
	 * It fits, but the time for it is over.
	 *
	 * @param message what stands against it
	 */
	record NotNow(String message) implements DecisionOutcome {
	}

}
