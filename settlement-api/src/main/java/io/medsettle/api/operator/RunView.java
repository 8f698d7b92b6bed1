package io.medsettle.api.operator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.StepProgress;
import io.medsettle.batch.night.StepState;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The night of one clearing day, as operators see it.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Run", description = "The night of one clearing day.")
record RunView(@Schema(example = "night-20261120", description = "A night that is run again keeps its id.") String id,
		LocalDate day,
		@Schema(description = "When the day ends or ended.",
				example = "2026-11-20T22:15:00+08:00") @Nullable Instant cutOff,
		@Schema(description = "WAITING: for the cut-off, for the night of an earlier day, or to be tried again. "
				+ "STOPPED: interrupted, will go on by itself. "
				+ "PROVISIONAL: the results are proved and wait for an operator to confirm them. "
				+ "FAILED: or gave up waiting, see failure; the day is as it was. One that only waited "
				+ "is tried again by itself, any other when it is closed again. "
				+ "COMPLETED: the day is published.") NightRunState state,
		@Schema(description = "When it began first; absent before.") @Nullable Instant startedAt,
		@Schema(description = "When it ended; absent before.") @Nullable Instant endedAt,
		@Schema(description = "Why it failed, in a sentence; absent unless it did.") @Nullable String failure,
		@Schema(description = "In their order.") List<Step> steps) {

	static RunView of(NightRun run, @Nullable Instant cutOff) {
		return new RunView(run.id(), run.day(), cutOff, run.state(), run.startedAt(), run.endedAt(), run.failure(),
				run.steps().stream().map(Step::of).toList());
	}

	boolean hasEnded() {
		return this.state == NightRunState.COMPLETED || this.state == NightRunState.FAILED;
	}

	/**
	 * One step of a run.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "RunStep")
	record Step(@Schema(description = "The step.", example = "files") String name,
			@Schema(description = "How far it is.") StepState state,
			@Schema(description = "How much of its work is done.", example = "17") long done,
			@Schema(description = "How much there is; 0 while it is unknown.", example = "41") long total,
			@Schema(description = "What is counted.", example = "cities") String unit,
			@Schema(description = "When it was begun last; absent before.") @Nullable Instant startedAt,
			@Schema(description = "When it ended; absent before.") @Nullable Instant endedAt,
			@Schema(description = "What the step waits for, while it does.") @Nullable String waitingOn) {

		private static Step of(StepProgress step) {
			return new Step(step.name(), step.state(), step.done(), step.total(), step.unit(), step.startedAt(),
					step.endedAt(), step.waitingOn());
		}

	}

}
