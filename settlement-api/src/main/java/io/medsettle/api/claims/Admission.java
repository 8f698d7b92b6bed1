package io.medsettle.api.claims;

import java.util.List;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

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
	 * The claim is another hospital's than the caller's.
	 */
	record OfAnother() implements Admission {

		InputError error() {
			return new InputError("/hospitalCode", ProblemCode.FORBIDDEN, "A hospital posts its own claims only.");
		}

	}

	/**
	 * The claim goes no further.
	 *
	 * @param identity whose claim it is; null if it does not say so readably
	 * @param errors everything that is wrong with it, never empty
	 */
	record Refused(@Nullable ClaimIdentity identity, List<InputError> errors) implements Admission {
	}

}
