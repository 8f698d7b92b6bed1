package io.medsettle.batch.night;

/**
 * How far a step of a night has come.
 */
public enum StepState {

	/** Its turn has not come, or what it needs has not. */
	WAITING,

	/** Is running. */
	RUNNING,

	/** Was interrupted by a stop or a kill, and will be continued. */
	STOPPED,

	/** Has failed. */
	FAILED,

	/** Is done. */
	COMPLETED

}
