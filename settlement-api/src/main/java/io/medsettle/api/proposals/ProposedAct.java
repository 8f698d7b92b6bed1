package io.medsettle.api.proposals;

/**
 * Does what was proposed once somebody else has approved it, within their transaction.
 */
public interface ProposedAct {

	Proposal.Act act();

	/**
	 * Does it.
	 * @param approvedBy who has approved it
	 * @return where what has come of it is found
	 * @throws RuntimeException if it cannot be done now; then the proposal still waits
	 */
	String carryOut(Proposal proposal, String approvedBy);

}
