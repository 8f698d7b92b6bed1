package io.medsettle.core.decision;

import io.medsettle.core.claim.InputError;

/**
 * What became of a decision that was sent.
 */
public sealed interface Keeping {

	/**
	 * It is kept, or was before.
	 *
	 * @param decision as it is kept
	 */
	record Kept(KeptDecision decision) implements Keeping {
	}

	/** The insured city's book has no such claim. */
	record UnknownClaim() implements Keeping {
	}

	/**
	 * It does not fit the claim.
	 *
	 * @param error what stands against it
	 */
	record Refused(InputError error) implements Keeping {
	}

	/**
	 * It fits, but the time for it is over.
	 *
	 * @param message what stands against it
	 */
	record NotNow(String message) implements Keeping {
	}

}
