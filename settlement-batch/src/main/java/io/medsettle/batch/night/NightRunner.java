package io.medsettle.batch.night;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

import io.medsettle.batch.lease.LeaseFence;
import io.medsettle.batch.lease.LeaseLostException;
import io.medsettle.batch.step.NightGaveUpException;
import io.medsettle.batch.step.NightRefusedException;
import io.medsettle.batch.step.StepTask;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Runs the night of a day in the caller's thread, or what is left of it. What a kill or a
 * stop interrupted is continued where it was, and so is what waited for an operator. What
 * failed is done again from its first step, since what made it fail may have been put
 * right in the meantime, and so is what an operator has sent back.
 */
@Component
class NightRunner {

	private static final Logger log = LoggerFactory.getLogger(NightRunner.class);

	/** Nights run one at a time: an interrupted one is among the last. */
	private static final int LOOKED_BACK_MAX = 10;

	private final NightJob night;

	private final ClearingDays days;

	private final JobOperator operator;

	private final JobRepository repository;

	private final NightRequests requests;

	private final LeaseFence fence;

	private final DryRunGate trials;

	private volatile @Nullable JobExecution running;

	private volatile boolean stopping;

	private volatile boolean failedForWhatIsOutside;

	NightRunner(NightJob night, ClearingDays days, JobOperator operator, JobRepository repository,
			NightRequests requests, LeaseFence fence, DryRunGate trials) {
		this.night = night;
		this.days = days;
		this.operator = operator;
		this.repository = repository;
		this.requests = requests;
		this.fence = fence;
		this.trials = trials;
	}

	/**
	 * Allows nights to run, after a stop.
	 */
	void start() {
		this.stopping = false;
	}

	/**
	 * Runs the night of the day. The caller must hold the lease; when it is lost on the
	 * way, the night has stopped as far as this process is concerned.
	 * @return how it ended
	 * @throws JobExecutionException if it cannot be started
	 */
	BatchStatus run(LocalDate day) throws JobExecutionException {
		this.failedForWhatIsOutside = false;
		boolean restart = mustRestart(day);
		if (restart) {
			backToCutOff(day);
		}
		try {
			JobExecution execution = this.operator.start(this.night.job(restart, (started) -> started(day, started)),
					NightJob.parameters(day, restart));
			this.failedForWhatIsOutside = isOutside(execution.getAllFailureExceptions());
			return this.fence.isLost() ? BatchStatus.STOPPED : execution.getStatus();
		}
		catch (LeaseLostException ex) {
			log.debug("The night could not be begun", ex);
			return BatchStatus.STOPPED;
		}
		finally {
			this.running = null;
		}
	}

	/**
	 * Whether the last night failed for something outside it alone, which passes: it gave
	 * up waiting, or the database or the broker did not answer.
	 */
	boolean failedForWhatIsOutside() {
		return this.failedForWhatIsOutside;
	}

	private static boolean isOutside(List<Throwable> failures) {
		boolean outside = false;
		for (Throwable failure : failures) {
			for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
				if (cause instanceof NightRefusedException && !(cause instanceof NightGaveUpException)) {
					return false;
				}
				outside |= cause instanceof NightGaveUpException || cause instanceof KafkaException
						|| cause instanceof DataAccessResourceFailureException
						|| cause instanceof TransientDataAccessException;
			}
		}
		return outside;
	}

	/**
	 * Asks the running night to stop at the next end of a transaction, and lets none
	 * begin before {@link #start()}.
	 */
	void stop() {
		this.stopping = true;
		JobExecution execution = this.running;
		if (execution == null) {
			return;
		}
		try {
			this.operator.stop(execution);
		}
		catch (JobExecutionException ex) {
			log.debug("The night had ended before it could be stopped", ex);
		}
	}

	/**
	 * Marks what another process, or this one, left running as interrupted, and takes
	 * away a night that it had named but not begun, which Spring Batch would refuse to
	 * start. May only be called while this process runs no night, and when it holds the
	 * lease: then whatever seems to run can write no more.
	 */
	void recover() {
		for (JobInstance instance : this.repository.getJobInstances(NightJob.NAME, 0, LOOKED_BACK_MAX)) {
			JobExecution last = last(instance);
			if (last == null) {
				this.repository.deleteJobInstance(instance);
			}
			else if (last.getStatus() != BatchStatus.COMPLETED && isUnfinished(last)) {
				recover(last);
			}
		}
	}

	private void started(LocalDate day, JobExecution execution) {
		this.requests.take(day);
		this.running = execution;
		this.trials.awaitEnd(() -> this.stopping);
		if (this.stopping) {
			stop();
		}
	}

	/**
	 * A published day never changes: its night is only ever continued. A day is
	 * provisional once all steps before the last two are done; so it is still if nothing
	 * has failed since.
	 */
	private boolean mustRestart(LocalDate day) {
		ClearingDayState state = this.days.find(day).map(ClearingDay::state).orElse(ClearingDayState.OPEN);
		JobInstance instance = this.repository.getJobInstance(NightJob.NAME, NightJob.parameters(day, false));
		JobExecution last = (instance != null) ? last(instance) : null;
		if (state.isSealed() || last == null || last.getStatus() == BatchStatus.COMPLETED) {
			return false;
		}
		List<StepTask> steps = last.getStepExecutions().stream().map(StepTask::new).toList();
		if (steps.stream().anyMatch((step) -> step.failure() != null)) {
			return true;
		}
		if (state == ClearingDayState.PROVISIONAL) {
			return false;
		}
		return Boolean.parseBoolean(last.getJobParameters().getString(StepTask.RESTART))
				|| steps.stream().anyMatch((step) -> step.suspendedFor() != null);
	}

	private void backToCutOff(LocalDate day) {
		ClearingDayState state = this.days.find(day).map(ClearingDay::state).orElse(ClearingDayState.OPEN);
		if (state == ClearingDayState.RECONCILED || state == ClearingDayState.PROVISIONAL) {
			this.days.advance(day, state, ClearingDayState.CUT_OFF, ClearingDays.NIGHT,
					"The night is done again from its first step.");
		}
	}

	/**
	 * The last execution with what its steps have noted, which the repository's own
	 * question for it leaves out.
	 */
	private @Nullable JobExecution last(JobInstance instance) {
		return this.repository.getJobExecutions(instance)
			.stream()
			.max(Comparator.comparingLong(JobExecution::getId))
			.orElse(null);
	}

	private static boolean isUnfinished(JobExecution execution) {
		return isUnfinished(execution.getStatus())
				|| execution.getStepExecutions().stream().anyMatch((step) -> isUnfinished(step.getStatus()));
	}

	private static boolean isUnfinished(BatchStatus status) {
		return status.isRunning() || status == BatchStatus.UNKNOWN;
	}

	/**
	 * Unlike the operator's own recovery, this also takes steps whose last word could not
	 * be written (UNKNOWN): every step of the night may be done again.
	 */
	private void recover(JobExecution execution) {
		for (StepExecution step : execution.getStepExecutions()) {
			if (step.getStatus() == BatchStatus.UNKNOWN) {
				step.setStatus(BatchStatus.FAILED);
				this.repository.update(step);
			}
		}
		if (execution.getStatus() == BatchStatus.UNKNOWN) {
			execution.setStatus(BatchStatus.FAILED);
		}
		this.operator.recover(execution);
		log.info("Night {}: was interrupted, to be continued", execution.getJobParameters().getString(StepTask.DAY));
	}

}
