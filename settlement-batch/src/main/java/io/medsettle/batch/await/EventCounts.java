package io.medsettle.batch.await;

/**
 * What became of the events of a clearing day.
 *
 * @param posted claims in the treatment ledger
 * @param duplicates events that repeated a claim
 * @param refused events with a refusal code
 * @param deadLetters events that are none
 */
public record EventCounts(long posted, long duplicates, long refused, long deadLetters) {

	/**
	 * All of them.
	 */
	public long total() {
		return this.posted + this.duplicates + this.refused + this.deadLetters;
	}

}
