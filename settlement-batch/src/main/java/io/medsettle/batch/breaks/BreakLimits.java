package io.medsettle.batch.breaks;

import java.util.List;
import java.util.Map;

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

	/**
	 * How breaks may be resolved as they stand: what the state, all categories and the
	 * books allow. All else is refused; what the amount of a proposal comes to is looked
	 * at when it is made.
	 * @return the resolutions by the id of the break
	 */
	Map<String, List<Resolution>> allowed(List<Break> breaks);

}
