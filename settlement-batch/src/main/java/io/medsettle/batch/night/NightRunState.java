package io.medsettle.batch.night;

/**
 * How far a night has come.
 */
public enum NightRunState {

	/** Is asked for or due, and has not begun. */
	WAITING,

	/** Is running. */
	RUNNING,

	/** Was interrupted by a stop or a kill, and will be continued. */
	STOPPED,

	/** Has failed; the day is not published. */
	FAILED,

	/** The day is published and announced. */
	COMPLETED

}
