package io.medsettle.core.kafka;

import java.util.List;

/**
 * The names of the topics. They are part of the outside contract.
 */
public final class Topics {

	/** Claims as hospitals submit them; key is the hospital code. */
	public static final String CLAIMS_SUBMITTED = "claims.submitted";

	/** One leg of each accepted claim for the books of the treatment city. */
	public static final String CLAIMS_ROUTED_TREATMENT = "claims.routed.treatment";

	/** One leg of each accepted claim for the books of the insured city. */
	public static final String CLAIMS_ROUTED_INSURED = "claims.routed.insured";

	/** Refused claims with code and text. */
	public static final String CLAIMS_REJECTED = "claims.rejected";

	/** Bytes that are no claim event, with the reason in headers. */
	public static final String CLAIMS_DEAD_LETTER = "claims.dead-letter";

	/** What insured cities say of claims of their insured; key is the hospital code. */
	public static final String CLAIMS_DECIDED = "claims.decided";

	/** One event for each city and published day. */
	public static final String CLEARING_PUBLISHED = "clearing.published";

	/**
	 * The cut-off of each clearing day, for a database that is restored from a backup.
	 */
	public static final String CLEARING_CUT_OFFS = "clearing.cut-offs";

	/** All topics of the engine. */
	public static final List<String> ALL = List.of(CLAIMS_SUBMITTED, CLAIMS_ROUTED_TREATMENT, CLAIMS_ROUTED_INSURED,
			CLAIMS_REJECTED, CLAIMS_DEAD_LETTER, CLAIMS_DECIDED, CLEARING_PUBLISHED, CLEARING_CUT_OFFS);

	private Topics() {
	}

}
