package io.medsettle.batch.reconcile;

/**
 * Whether a break still holds its claim.
 */
public enum BreakState {

	/** The claim is held back. */
	OPEN,

	/** The reason is gone; the claim has cleared. */
	RESOLVED

}
