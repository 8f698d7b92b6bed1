package io.medsettle.batch.night;

/**
 * How far a night has come.
 */
public enum NightRunState {

	/** Is asked for or due, and has not begun, or not begun again. */
	WAITING,

	/** Is running. */
	RUNNING,

	/** Was interrupted by a stop or a kill, and will be continued. */
	STOPPED,

	/** The results are proved and wait for an operator to confirm them. */
	PROVISIONAL,

	/** Has failed; the day is not published. */
	FAILED,

	/** The day is published and announced. */
	COMPLETED

}
