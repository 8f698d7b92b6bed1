package io.medsettle.batch.night;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One step of a night.
 *
 * @param name the step: await, reconcile, statements, carry-forward, clear, files,
 * publish, announce
 * @param state how far it has come
 * @param done how much is done, in the unit
 * @param total how much there is to do, in the unit; 0 while that is not known
 * @param unit what is counted
 * @param startedAt when it was started last, if it was
 * @param endedAt when it ended, if it has
 * @param waitingOn what it waits for, in words, while it does
 */
public record StepProgress(String name, StepState state, long done, long total, String unit,
		@Nullable Instant startedAt, @Nullable Instant endedAt, @Nullable String waitingOn) {

	/**
	 * The same, where the step has ended the run until something comes.
	 */
	StepProgress waitingFor(String what) {
		return (this.state == StepState.STOPPED) ? new StepProgress(this.name, StepState.WAITING, this.done, this.total,
				this.unit, this.startedAt, this.endedAt, what) : this;
	}

}
