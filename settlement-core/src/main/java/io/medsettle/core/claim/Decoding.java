package io.medsettle.core.claim;

import java.util.List;

import io.medsettle.core.problem.InputError;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link ClaimDecoder} makes of the bytes of an event.
 */
public sealed interface Decoding {

	/**
	 * The bytes are a well-formed claim. Whether it is acceptable, {@link ClaimRules}
	 * say.
	 *
	 * @param claim the claim
	 */
	record Decoded(Claim claim) implements Decoding {
	}

	/**
	 * The bytes are a JSON object, but fields are missing or break their rule.
	 *
	 * @param hospitalCode what stands in {@code hospitalCode} if that is 1 to 64 visible
	 * ASCII characters, to find the refusal by; otherwise null
	 * @param claimNo what stands in {@code claimNo}, under the same condition
	 * @param errors everything that is wrong, at most one error a field, in the order of
	 * the fields in the contract; never empty
	 */
	record Refused(@Nullable String hospitalCode, @Nullable String claimNo,
			List<InputError> errors) implements Decoding {

		public Refused {
			errors = List.copyOf(errors);
			if (errors.isEmpty()) {
				throw new IllegalArgumentException("A refusal has a reason.");
			}
		}

	}

	/**
	 * The bytes are no JSON object in UTF-8, or one beyond the limits of
	 * {@link ClaimDecoder}.
	 *
	 * @param reason why, in a sentence that holds nothing of the bytes
	 */
	record Undecodable(String reason) implements Decoding {
	}

}
