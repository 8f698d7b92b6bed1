package io.medsettle.batch.night;

import java.time.Instant;

import io.medsettle.batch.step.NightStep;
import org.jspecify.annotations.Nullable;

/**
 * One step of a night.
 *
 * @param name the step, as {@link NightStep#name()}
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
	 * Of a step whose turn has not come.
	 */
	static StepProgress toCome(NightStep step) {
		return new StepProgress(step.name(), StepState.WAITING, 0, 0, step.unit(), null, null, null);
	}

	/**
	 * The same, where the step has ended the run until something comes.
	 */
	StepProgress waitingFor(String what) {
		return (this.state == StepState.STOPPED) ? new StepProgress(this.name, StepState.WAITING, this.done, this.total,
				this.unit, this.startedAt, this.endedAt, what) : this;
	}

}
