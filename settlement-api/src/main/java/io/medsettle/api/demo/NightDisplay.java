package io.medsettle.api.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.batch.night.StepProgress;
import io.medsettle.batch.night.StepState;

/**
 * Shows a night while it runs: a line for each step that is done, a bar for the one that
 * is under way.
 */
final class NightDisplay {

	private static final Duration LOOKED_AT_EVERY = Duration.ofMillis(150);

	private final NightRuns runs;

	private final Terminal terminal;

	private final Ending ending;

	NightDisplay(NightRuns runs, Terminal terminal, Ending ending) {
		this.runs = runs;
		this.terminal = terminal;
		this.ending = ending;
	}

	/**
	 * Shows the night of a day until it is over.
	 * @throws InterruptedException if the engine stops before
	 * @throws IllegalStateException if the night failed
	 */
	void watch(LocalDate day) throws InterruptedException {
		Set<String> shown = new HashSet<>();
		while (true) {
			Optional<NightRun> night = this.runs.ofDay(day);
			if (night.isPresent()) {
				NightRun run = night.get();
				show(run.steps(), shown);
				if (run.state() == NightRunState.COMPLETED) {
					return;
				}
				if (run.state() == NightRunState.FAILED) {
					throw new IllegalStateException(
							"The night of " + day + " has failed: " + run.failure() + " Close the day again to go on.");
				}
			}
			this.ending.pause(LOOKED_AT_EVERY);
		}
	}

	private void show(List<StepProgress> steps, Set<String> shown) {
		for (StepProgress step : steps) {
			if (step.state() == StepState.COMPLETED && shown.add(step.name())) {
				this.terminal.done(step.name(), duration(step), Terminal.count(step.done()) + " " + step.unit());
			}
			else if (step.state() == StepState.RUNNING) {
				this.terminal.underWay(step.name(), part(step),
						Terminal.count(step.done()) + of(step) + " " + step.unit());
			}
		}
	}

	private static double part(StepProgress step) {
		return (step.total() > 0) ? (double) step.done() / step.total() : 0;
	}

	/** A step that still counts its work knows no total. */
	private static String of(StepProgress step) {
		return (step.total() > 0) ? " of " + Terminal.count(step.total()) : "";
	}

	private static Duration duration(StepProgress step) {
		Instant startedAt = step.startedAt();
		Instant endedAt = step.endedAt();
		return (startedAt != null && endedAt != null) ? Duration.between(startedAt, endedAt) : Duration.ZERO;
	}

}
