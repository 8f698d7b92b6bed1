package io.medsettle.core.kafka;

/**
 * The consumer groups of the engine. Their committed offsets say how far each part has
 * come.
 */
public final class ConsumerGroups {

	/** Reads {@link Topics#CLAIMS_SUBMITTED}. */
	public static final String ROUTER = "medsettle.router";

	/** Reads {@link Topics#CLAIMS_ROUTED_TREATMENT}. */
	public static final String TREATMENT_LEDGER = "medsettle.treatment-ledger";

	/** Reads {@link Topics#CLAIMS_ROUTED_INSURED}. */
	public static final String INSURED_LEDGER = "medsettle.insured-ledger";

	/** Reads {@link Topics#CLAIMS_REJECTED} and {@link Topics#CLAIMS_DEAD_LETTER}. */
	public static final String REGISTER = "medsettle.register";

	/** Reads {@link Topics#CLAIMS_DECIDED}. */
	public static final String DECISIONS = "medsettle.decisions";

	private ConsumerGroups() {
	}

}
