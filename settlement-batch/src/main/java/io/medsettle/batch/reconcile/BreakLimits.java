package io.medsettle.batch.reconcile;

/**
 * What may be decided about a break, as far as the books and all that is decided beside
 * it allow.
 */
interface BreakLimits {

	/**
	 * Requires that a proposal can be carried out.
	 * @throws BreakActionRefusedException if it cannot; the message names what stands
	 * against it and what is left
	 */
	void require(Break held, Break.Proposal proposal);

}
