package io.medsettle.batch.night;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.medsettle.batch.publish.PublishDay;
import org.jspecify.annotations.Nullable;

/**
 * The night of one clearing day, with everything that was tried for it.
 *
 * @param id {@code night-yyyyMMdd}
 * @param day the clearing day
 * @param state how far it has come
 * @param startedAt when it began first, if it has
 * @param endedAt when it ended, if it has
 * @param failure why it failed, in a sentence, if it did
 * @param steps its steps in their order
 */
public record NightRun(String id, LocalDate day, NightRunState state, @Nullable Instant startedAt,
		@Nullable Instant endedAt, @Nullable String failure, List<StepProgress> steps) {

	/**
	 * The same, where the night waits for an operator to confirm its results.
	 */
	NightRun provisional() {
		return new NightRun(this.id, this.day, NightRunState.PROVISIONAL, this.startedAt, this.endedAt, null,
				this.steps.stream().map((step) -> step.waitingFor(PublishDay.CONFIRMATION)).toList());
	}

	boolean hasBegun() {
		return this.startedAt != null;
	}

	/**
	 * The night when it is asked for again. Its steps still tell of the last attempt.
	 */
	NightRun waitingAgain() {
		return new NightRun(this.id, this.day, NightRunState.WAITING, this.startedAt, null, null, this.steps);
	}

}
