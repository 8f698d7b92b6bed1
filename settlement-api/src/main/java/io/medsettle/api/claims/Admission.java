package io.medsettle.api.claims;

import java.util.List;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.problem.InputError;

/**
 * What the {@link ClaimValidator} says of the bytes of a claim.
 */
sealed interface Admission {

	/**
	 * The claim may go on.
	 */
	record Admitted(Claim claim) implements Admission {
	}

	/**
	 * The claim goes no further.
	 *
	 * @param errors everything that is wrong with it, never empty
	 */
	record Refused(List<InputError> errors) implements Admission {
	}

}
