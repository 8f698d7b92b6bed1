package io.medsettle.core.statement;

/**
 * What comes of holding a hospital's totals against the treatment ledger.
 */
public enum StatementResult {

	/** Every figure is the same. */
	MATCH,

	/** No figure of the ledger is smaller, and some are larger. */
	LEDGER_HIGHER,

	/** No figure of the hospital is smaller, and some are larger. */
	HOSPITAL_HIGHER,

	/** Some figures of the ledger are larger, others are smaller. */
	DIFFERS;

	/**
	 * Compares.
	 * @param ours the figures of the ledger
	 * @param theirs the figures of the hospital
	 */
	static StatementResult of(StatementSums ours, StatementSums theirs) {
		if (ours.covers(theirs)) {
			return theirs.covers(ours) ? MATCH : LEDGER_HIGHER;
		}
		return theirs.covers(ours) ? HOSPITAL_HIGHER : DIFFERS;
	}

}
