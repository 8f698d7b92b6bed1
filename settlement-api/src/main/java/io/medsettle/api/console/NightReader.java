package io.medsettle.api.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.medsettle.api.console.LiveView.NightView;
import io.medsettle.api.console.LiveView.Phase;
import io.medsettle.api.console.LiveView.StepView;
import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.batch.night.StepProgress;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads the night that operators care about now: that of the first day that is closed and
 * not published, else that of the newest published day.
 */
@Component
@ConditionalOnRole(Role.API)
class NightReader {

	private final ClearingDays days;

	private final NightRuns runs;

	private final Clock clock;

	NightReader(ClearingDays days, NightRuns runs, Clock clock) {
		this.days = days;
		this.runs = runs;
		this.clock = clock;
	}

	/**
	 * The night, or empty before the first.
	 */
	Optional<NightView> read() {
		return this.days.firstDue()
			.or(this::newestPublished)
			.flatMap((day) -> this.runs.ofDay(day.day()).map(this::view));
	}

	/**
	 * The steps of a night that has not begun.
	 */
	List<StepView> stepsToCome() {
		return this.runs.stepsToCome().stream().map(this::view).toList();
	}

	private Optional<ClearingDay> newestPublished() {
		return this.days.list().stream().filter(ClearingDay::isSealed).findFirst();
	}

	private NightView view(NightRun run) {
		Phase phase = switch (run.state()) {
			case WAITING -> Phase.WAITING;
			case RUNNING -> Phase.RUNNING;
			case STOPPED -> Phase.STOPPED;
			case PROVISIONAL -> Phase.PROVISIONAL;
			case FAILED -> Phase.FAILED;
			case COMPLETED -> Phase.DONE;
		};
		return new NightView(run.day(), this.days.isSealed(run.day()), phase, run.failure(),
				elapsed(run.startedAt(), run.endedAt()), run.steps().stream().map(this::view).toList());
	}

	private StepView view(StepProgress step) {
		Phase phase = switch (step.state()) {
			case WAITING -> Phase.WAITING;
			case RUNNING -> Phase.RUNNING;
			case STOPPED -> Phase.STOPPED;
			case FAILED -> Phase.FAILED;
			case COMPLETED -> Phase.DONE;
		};
		return new StepView(step.name(), phase, step.done(), step.total(), step.unit(),
				elapsed(step.startedAt(), step.endedAt()), step.waitingOn());
	}

	private String elapsed(@Nullable Instant startedAt, @Nullable Instant endedAt) {
		if (startedAt == null) {
			return "";
		}
		return Figures.duration(Duration.between(startedAt, (endedAt != null) ? endedAt : this.clock.instant()));
	}

}
