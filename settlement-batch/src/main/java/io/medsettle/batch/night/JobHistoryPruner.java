package io.medsettle.batch.night;

import java.util.List;

import io.medsettle.batch.step.StepTask;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;

/**
 * Shortens the stories of old nights in the job repository, so that it grows by a few
 * rows a night: of a completed night its steps are kept and what they did, but not their
 * partitions.
 */
@Component
class JobHistoryPruner {

	/** Nights whose story is kept whole: about a quarter of a year. */
	private static final int WHOLE = 100;

	/** At most one night is added a night; what was left out is made up for. */
	private static final int TRIMMED_AT_ONCE = 5;

	private final JobRepository repository;

	JobHistoryPruner(JobRepository repository) {
		this.repository = repository;
	}

	void trim() {
		trim(WHOLE);
	}

	/**
	 * Shortens the stories of the next few nights before the last ones.
	 * @param whole how many nights keep their story
	 */
	void trim(int whole) {
		this.repository.getJobInstances(NightJob.NAME, whole, TRIMMED_AT_ONCE).forEach(this::trim);
	}

	private void trim(JobInstance instance) {
		List<JobExecution> executions = this.repository.getJobExecutions(instance);
		if (executions.stream().noneMatch((execution) -> execution.getStatus() == BatchStatus.COMPLETED)) {
			return;
		}
		executions.stream()
			.flatMap((execution) -> List.copyOf(execution.getStepExecutions()).stream())
			.filter((step) -> new StepTask(step).isPartition())
			.forEach(this.repository::deleteStepExecution);
	}

}
