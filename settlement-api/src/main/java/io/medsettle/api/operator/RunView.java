package io.medsettle.api.operator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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
 *
 * @param id names it for ever; a night that is run again keeps its name
 * @param day the clearing day
 * @param cutOff when the day ends or ended
 * @param state how far it is
 * @param startedAt when it began first; null while it waits
 * @param endedAt when it ended; null until then
 * @param failure why it failed, in a sentence; null unless it did
 * @param steps its steps in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Run", description = "The night of one clearing day.")
record RunView(@Schema(example = "night-20261120", description = "A night that is run again keeps its id.") String id,
		LocalDate day,
		@Schema(description = "When the day ends or ended.",
				example = "2026-11-20T22:15:00+08:00") @Nullable OffsetDateTime cutOff,
		@Schema(description = "WAITING: for the cut-off, for the night of an earlier day, or to be tried again. "
				+ "STOPPED: interrupted, will go on by itself. "
				+ "PROVISIONAL: the results are proved and wait for an operator to confirm them. "
				+ "FAILED: or gave up waiting, see failure; the day is as it was. One that only waited "
				+ "is tried again by itself, any other when it is closed again. "
				+ "COMPLETED: the day is published.") NightRunState state,
		@Schema(description = "Absent before.") @Nullable OffsetDateTime startedAt,
		@Schema(description = "Absent before.") @Nullable OffsetDateTime endedAt,
		@Schema(description = "Why it failed.") @Nullable String failure, List<Step> steps) {

	static RunView of(NightRun run, @Nullable Instant cutOff, ZoneId zone) {
		return new RunView(run.id(), run.day(), atZone(cutOff, zone), run.state(), atZone(run.startedAt(), zone),
				atZone(run.endedAt(), zone), run.failure(),
				run.steps().stream().map((step) -> Step.of(step, zone)).toList());
	}

	boolean hasEnded() {
		return this.state == NightRunState.COMPLETED || this.state == NightRunState.FAILED;
	}

	private static @Nullable OffsetDateTime atZone(@Nullable Instant instant, ZoneId zone) {
		return (instant != null) ? instant.atZone(zone).toOffsetDateTime() : null;
	}

	/**
	 * One step of a run.
	 *
	 * @param name the step
	 * @param state how far it is
	 * @param done how much of its work is done
	 * @param total how much there is; 0 while that is unknown
	 * @param unit what is counted
	 * @param startedAt when it began; null before
	 * @param endedAt when it ended; null before
	 * @param waitingOn what it waits for, while it does
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "RunStep")
	record Step(@Schema(example = "files") String name, StepState state, @Schema(example = "17") long done,
			@Schema(example = "41", description = "0 while it is unknown.") long total,
			@Schema(example = "cities") String unit, @Nullable OffsetDateTime startedAt,
			@Nullable OffsetDateTime endedAt,
			@Schema(description = "What the step waits for, while it does.") @Nullable String waitingOn) {

		private static Step of(StepProgress step, ZoneId zone) {
			return new Step(step.name(), step.state(), step.done(), step.total(), step.unit(),
					atZone(step.startedAt(), zone), atZone(step.endedAt(), zone), step.waitingOn());
		}

	}

}
