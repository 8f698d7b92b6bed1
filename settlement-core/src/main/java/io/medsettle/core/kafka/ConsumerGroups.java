package io.medsettle.core.kafka;

/**
 * The consumer groups of the engine. Their committed offsets say how far each part has
 * come.
 */
public final class ConsumerGroups {

	/** Of every name. */
	public static final String PREFIX = "medsettle.";

	/** Reads {@link Topics#CLAIMS_SUBMITTED}. */
	public static final String ROUTER = PREFIX + "router";

	/** Reads {@link Topics#CLAIMS_ROUTED_TREATMENT}. */
	public static final String TREATMENT_LEDGER = PREFIX + "treatment-ledger";

	/** Reads {@link Topics#CLAIMS_ROUTED_INSURED}. */
	public static final String INSURED_LEDGER = PREFIX + "insured-ledger";

	/** Reads {@link Topics#CLAIMS_REJECTED} and {@link Topics#CLAIMS_DEAD_LETTER}. */
	public static final String REGISTER = PREFIX + "register";

	/** Reads {@link Topics#CLAIMS_DECIDED}. */
	public static final String DECISIONS = PREFIX + "decisions";

	private ConsumerGroups() {
	}

}
