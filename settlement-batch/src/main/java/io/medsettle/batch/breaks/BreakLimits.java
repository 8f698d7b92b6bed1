package io.medsettle.batch.breaks;

/**
 * What may be decided about a break, as far as the books and all that is decided beside
 * it allow.
 */
public interface BreakLimits {

	/**
	 * Requires that a proposal can be carried out.
	 * @throws BreakActionRefusedException if it cannot; the message names what stands
	 * against it and what is left
	 */
	void require(Break held, Break.Proposal proposal);

}
