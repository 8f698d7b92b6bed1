package io.medsettle.api.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.medsettle.api.console.LiveView.NightView;
import io.medsettle.api.console.LiveView.Phase;
import io.medsettle.api.console.LiveView.StepView;
import io.medsettle.api.console.LiveView.Today;
import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.batch.night.StepProgress;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads the live part of the page, once a second at most for all who look on.
 */
@Component
@ConditionalOnRole(Role.API)
class LiveReader {

	private static final Duration KEPT_FOR = Duration.ofMillis(900);

	private final ClearingDays days;

	private final IntakeTally intake;

	private final NightRuns runs;

	private final SettlementSettings settings;

	private final Clock clock;

	private final LoadingCache<Class<LiveView>, LiveView> latest = Caffeine.newBuilder()
		.expireAfterWrite(KEPT_FOR)
		.build((key) -> readNow());

	LiveReader(ClearingDays days, IntakeTally intake, NightRuns runs, SettlementSettings settings, Clock clock) {
		this.days = days;
		this.intake = intake;
		this.runs = runs;
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * The live part as it was within the last second.
	 */
	LiveView read() {
		return this.latest.get(LiveView.class);
	}

	/**
	 * Has the next reader see what has just changed.
	 */
	void reset() {
		this.latest.invalidateAll();
	}

	private LiveView readNow() {
		Instant now = this.clock.instant();
		ClearingDay current = this.days.current();
		NightView night = this.runs.latest().map(this::view).orElse(null);
		return new LiveView(today(current, now), this.intake.of(current.day()), night,
				(night != null) ? night.steps() : this.runs.stepsToCome().stream().map(this::view).toList());
	}

	private Today today(ClearingDay current, Instant now) {
		LocalDate date = LocalDate.ofInstant(now, this.settings.timeZone());
		boolean closable = !current.day().isAfter(date) || this.settings.clearing().closeFutureDays();
		return new Today(current.day(), current.cutOff().atZone(this.settings.timeZone()),
				Figures.duration(Duration.between(now, current.cutOff())), closable);
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
