package io.medsettle.batch.step;

/**
 * One step of the night. A step may be run again for the same day, after a kill at any
 * instant or because an earlier attempt failed, and must then come to the same result.
 */
public interface NightStep {

	/**
	 * The name by which progress, metrics and logs know the step.
	 */
	String name();

	/**
	 * What the step's progress is counted in.
	 */
	String unit();

	/**
	 * Does the work, or the next part of it, in the transaction it is called in.
	 * @return whether everything is done; if not, the transaction is committed and the
	 * step is called again
	 * @throws NightRefusedException if the night cannot go on
	 */
	boolean work(StepTask task) throws Exception;

	/**
	 * Undoes what a failed attempt has left behind, before the step is done again.
	 */
	default void undo(StepTask task) {
	}

}
