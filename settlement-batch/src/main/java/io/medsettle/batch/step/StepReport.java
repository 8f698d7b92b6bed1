package io.medsettle.batch.step;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * Tells of each step, when it ends: one line in the log, one measurement, and the reason
 * if it failed.
 */
@Component
class StepReport implements StepExecutionListener {

	private static final Logger log = LoggerFactory.getLogger(StepReport.class);

	private final MeterRegistry meters;

	StepReport(MeterRegistry meters) {
		this.meters = meters;
	}

	@Override
	public void beforeStep(StepExecution execution) {
		new StepTask(execution).begin();
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution execution) {
		StepTask task = new StepTask(execution);
		boolean partition = task.isPartition();
		if (execution.getStatus() == BatchStatus.FAILED || execution.getStatus() == BatchStatus.UNKNOWN) {
			task.fail(partition ? ownFailure(execution) : failure(execution));
		}
		if (!partition) {
			measure(execution);
			tell(execution, task);
		}
		return null;
	}

	private void measure(StepExecution execution) {
		Timer.builder("settlement.night.step")
			.description("Time of each step of the night")
			.tag("step", execution.getStepName())
			.tag("outcome", execution.getStatus().name().toLowerCase(Locale.ROOT))
			.register(this.meters)
			.record(duration(execution));
	}

	private void tell(StepExecution execution, StepTask task) {
		String seconds = String.format(Locale.ROOT, "%.1f", duration(execution).toMillis() / 1000.0);
		if (execution.getStatus() == BatchStatus.COMPLETED) {
			log.info("Night {}: {} done in {} s{}", task.day(), execution.getStepName(), seconds,
					(task.outcome() != null) ? ": " + task.outcome() : "");
		}
		else if (execution.getStatus() == BatchStatus.STOPPED && task.suspendedFor() != null) {
			log.info("Night {}: {} waits after {} s for {}", task.day(), execution.getStepName(), seconds,
					task.suspendedFor());
		}
		else if (execution.getStatus() == BatchStatus.STOPPED) {
			log.info("Night {}: {} stopped after {} s, to be continued", task.day(), execution.getStepName(), seconds);
		}
		else {
			log.error("Night {}: {} failed after {} s. {}", task.day(), execution.getStepName(), seconds,
					task.failure());
		}
	}

	/**
	 * The reason of a step in partitions is that of the first partition that failed.
	 */
	private static String failure(StepExecution execution) {
		String prefix = execution.getStepName() + StepTask.PARTITION_SEPARATOR;
		return execution.getJobExecution()
			.getStepExecutions()
			.stream()
			.filter((candidate) -> candidate.getStepName().startsWith(prefix))
			.sorted((one, other) -> one.getStepName().compareTo(other.getStepName()))
			.map((partition) -> new StepTask(partition).failure())
			.filter(Objects::nonNull)
			.findFirst()
			.orElseGet(() -> ownFailure(execution));
	}

	private static String ownFailure(StepExecution execution) {
		Throwable failure = execution.getFailureExceptions().stream().findFirst().orElse(null);
		if (failure == null) {
			return "The step ended without success.";
		}
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof NightRefusedException refused) {
				return Objects.requireNonNull(refused.getMessage());
			}
		}
		log.error("Night {}: {} failed", new StepTask(execution).day(), execution.getStepName(), failure);
		return "The step failed unexpectedly (" + failure.getClass().getSimpleName() + "); the log has the details.";
	}

	private static Duration duration(StepExecution execution) {
		LocalDateTime start = execution.getStartTime();
		LocalDateTime end = execution.getEndTime();
		return (start != null && end != null) ? Duration.between(start, end) : Duration.ZERO;
	}

}
