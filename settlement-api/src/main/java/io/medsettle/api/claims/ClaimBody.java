package io.medsettle.api.claims;

import io.medsettle.api.http.BodyBytes;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.claim.ClaimDecoder;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The bytes of a request that holds one claim, unpacked.
 */
final class ClaimBody {

	/** The same limit as for events that come through Kafka. */
	static final int CLAIM_BYTES_MAX = ClaimDecoder.MAXIMUM_BYTES;

	private ClaimBody() {
	}

	/**
	 * Reads a body that holds one claim.
	 * @throws ProblemException if it is too large, broken, or of an encoding that is not
	 * understood
	 */
	static byte[] readClaim(HttpServletRequest request) {
		return BodyBytes.read(request, CLAIM_BYTES_MAX,
				"A claim has at most " + CLAIM_BYTES_MAX + " bytes; many claims go to /api/v1/claims/batch.");
	}

}
