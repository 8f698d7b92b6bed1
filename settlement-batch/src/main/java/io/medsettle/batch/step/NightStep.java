package io.medsettle.batch.step;

/**
 * One step of the night. A step may be run again for the same day, after a kill at any
 * instant or because an earlier attempt failed, and must then come to the same result.
 */
public abstract class NightStep {

	private final String name;

	private final String unit;

	/**
	 * @param name the name by which progress, metrics and logs know the step
	 * @param unit what its progress is counted in
	 */
	protected NightStep(String name, String unit) {
		this.name = name;
		this.unit = unit;
	}

	public final String name() {
		return this.name;
	}

	public final String unit() {
		return this.unit;
	}

	/**
	 * Does the work, or the next part of it, in the transaction it is called in.
	 * @return whether everything is done; if not, the transaction is committed and the
	 * step is called again
	 * @throws NightRefusedException if the night cannot go on
	 */
	public abstract boolean work(StepTask task) throws Exception;

	/**
	 * Undoes what a failed attempt has left behind, before the step is done again.
	 */
	public void undo(StepTask task) {
	}

}
