package io.medsettle.batch.night;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.medsettle.batch.step.NightStep;
import io.medsettle.batch.step.StepTask;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/**
 * Tells the story of a night from all its executions, oldest first. A step counts as it
 * was left last; when the night was restarted, what came before no longer counts.
 */
class NightRunHistory {

	private final LocalDate day;

	private final List<JobExecution> executions;

	private final Map<String, StepExecution> lastByName = new LinkedHashMap<>();

	NightRunHistory(LocalDate day, List<JobExecution> executions) {
		this.day = day;
		this.executions = executions;
		for (JobExecution execution : executions) {
			if (Boolean.parseBoolean(execution.getJobParameters().getString(StepTask.RESTART))) {
				this.lastByName.clear();
			}
			execution.getStepExecutions()
				.stream()
				.sorted((one, other) -> Long.compare(one.getId(), other.getId()))
				.forEach((step) -> this.lastByName.put(step.getStepName(), step));
		}
	}

	NightRun view(List<NightStep> steps) {
		List<StepProgress> progress = steps.stream().map(this::progress).toList();
		if (this.executions.isEmpty()) {
			return new NightRun(NightRuns.idOf(this.day), this.day, NightRunState.WAITING, null, null, null, progress);
		}
		JobExecution first = this.executions.getFirst();
		JobExecution last = this.executions.getLast();
		String failure = failure(last);
		NightRunState state = switch (last.getStatus()) {
			case COMPLETED -> NightRunState.COMPLETED;
			case STARTING, STARTED, STOPPING -> NightRunState.RUNNING;
			case STOPPED -> NightRunState.STOPPED;
			case FAILED, ABANDONED, UNKNOWN -> (failure != null) ? NightRunState.FAILED : NightRunState.STOPPED;
		};
		LocalDateTime start = (first.getStartTime() != null) ? first.getStartTime() : first.getCreateTime();
		return new NightRun(NightRuns.idOf(this.day), this.day, state, instant(start),
				(state == NightRunState.RUNNING) ? null : instant(last.getEndTime()),
				(state == NightRunState.FAILED) ? failure : null, progress);
	}

	private static @Nullable String failure(JobExecution execution) {
		return execution.getStepExecutions()
			.stream()
			.map((step) -> new StepTask(step).failure())
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private StepProgress progress(NightStep step) {
		StepExecution whole = this.lastByName.get(step.name());
		if (whole == null) {
			return StepProgress.toCome(step);
		}
		String prefix = step.name() + StepTask.PARTITION_SEPARATOR;
		List<StepExecution> partitions = this.lastByName.values()
			.stream()
			.filter((candidate) -> candidate.getStepName().startsWith(prefix))
			.toList();
		Collection<StepExecution> counted = partitions.isEmpty() ? List.of(whole) : partitions;
		StepState state = state(whole);
		return new StepProgress(step.name(), state,
				counted.stream().mapToLong((execution) -> new StepTask(execution).done()).sum(),
				counted.stream().mapToLong((execution) -> new StepTask(execution).total()).sum(), step.unit(),
				instant(whole.getStartTime()), instant(whole.getEndTime()),
				(state == StepState.RUNNING) ? new StepTask(whole).waitingOn() : null);
	}

	private static StepState state(StepExecution execution) {
		return switch (execution.getStatus()) {
			case COMPLETED -> StepState.COMPLETED;
			case STARTING, STARTED, STOPPING -> StepState.RUNNING;
			case STOPPED -> StepState.STOPPED;
			case FAILED, ABANDONED, UNKNOWN ->
				(new StepTask(execution).failure() != null) ? StepState.FAILED : StepState.STOPPED;
		};
	}

	private static @Nullable Instant instant(@Nullable LocalDateTime time) {
		return (time != null) ? time.atZone(ZoneId.systemDefault()).toInstant() : null;
	}

}
