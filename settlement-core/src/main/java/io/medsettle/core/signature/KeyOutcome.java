package io.medsettle.core.signature;

import java.util.List;

import io.medsettle.core.problem.InputError;

/**
 * What became of a key that was to be registered or revoked.
 */
public sealed interface KeyOutcome {

	/**
	 * It is kept so.
	 *
	 * @param key as it is kept
	 */
	record Kept(SignatureKey key) implements KeyOutcome {
	}

	/**
	 * Nothing was changed.
	 *
	 * @param errors all that stands against it, each with its field
	 */
	record Refused(List<InputError> errors) implements KeyOutcome {
	}

}
