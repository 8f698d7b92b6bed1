package io.medsettle.batch.breaks;

/**
 * Who has to do something about a break.
 */
public enum BreakOwner {

	/** The bureau of the hospital's city. */
	TREATMENT_CITY,

	/** The bureau of the city that pays. */
	INSURED_CITY,

	/** The hospital, which the bureau of its city asks. */
	HOSPITAL,

	/** Whoever runs the engine and its ledgers. */
	OPERATOR

}
