package io.medsettle.batch.lease;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.NoSuchJobException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.NoSuchStepException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Lets Spring Batch write only for the holder of the night's lease: whatever it writes
 * carries a pass, in its own transaction. Without one nothing is begun
 * ({@link LeaseLostException}), and what was running is stopped without a note, since its
 * story is told by whoever goes on with it. Reading is free.
 * <p>
 * Most methods of a job repository have a default, so that the compiler does not ask for
 * a new one: {@code FencedJobRepositoryTests} does.
 */
@SuppressWarnings("removal") // Delegates what it is given, also what is on its way out.
final class FencedJobRepository implements JobRepository {

	private final JobRepository repository;

	private final LeaseFence fence;

	/**
	 * @param repository what each call goes to, in the transaction it is called in
	 */
	FencedJobRepository(JobRepository repository, LeaseFence fence) {
		this.repository = repository;
		this.fence = fence;
	}

	@Override
	public JobInstance createJobInstance(String jobName, JobParameters parameters) {
		this.fence.carry();
		return this.repository.createJobInstance(jobName, parameters);
	}

	@Override
	public JobExecution createJobExecution(JobInstance instance, JobParameters parameters, ExecutionContext context) {
		this.fence.carry();
		return this.repository.createJobExecution(instance, parameters, context);
	}

	@Override
	public StepExecution createStepExecution(String stepName, JobExecution execution) {
		this.fence.carry();
		return this.repository.createStepExecution(stepName, execution);
	}

	@Override
	public void update(JobExecution execution) {
		if (mayWrite(execution)) {
			this.repository.update(execution);
		}
	}

	@Override
	public void update(StepExecution execution) {
		if (mayWrite(execution)) {
			this.repository.update(execution);
		}
	}

	@Override
	public void updateExecutionContext(JobExecution execution) {
		if (mayWrite(execution)) {
			this.repository.updateExecutionContext(execution);
		}
	}

	@Override
	public void updateExecutionContext(StepExecution execution) {
		if (mayWrite(execution)) {
			this.repository.updateExecutionContext(execution);
		}
	}

	@Override
	public void deleteJobInstance(JobInstance instance) {
		if (carries()) {
			this.repository.deleteJobInstance(instance);
		}
	}

	@Override
	public void deleteJobExecution(JobExecution execution) {
		if (mayWrite(execution)) {
			this.repository.deleteJobExecution(execution);
		}
	}

	@Override
	public void deleteStepExecution(StepExecution execution) {
		if (mayWrite(execution)) {
			this.repository.deleteStepExecution(execution);
		}
	}

	private boolean mayWrite(JobExecution execution) {
		boolean carries = carries();
		if (!carries && execution.isRunning()) {
			execution.setStatus(BatchStatus.STOPPING);
		}
		return carries;
	}

	private boolean mayWrite(StepExecution execution) {
		boolean carries = carries();
		if (!carries) {
			execution.setTerminateOnly();
			execution.getJobExecution().setStatus(BatchStatus.STOPPING);
		}
		return carries;
	}

	private boolean carries() {
		try {
			this.fence.carry();
			return true;
		}
		catch (LeaseLostException ex) {
			return false;
		}
	}

	@Override
	public List<String> getJobNames() {
		return this.repository.getJobNames();
	}

	@Override
	public List<JobInstance> getJobInstances(String jobName, int start, int count) {
		return this.repository.getJobInstances(jobName, start, count);
	}

	@Override
	public List<JobInstance> findJobInstances(String jobName) {
		return this.repository.findJobInstances(jobName);
	}

	@Override
	public List<JobInstance> findJobInstancesByJobName(String jobName, int start, int count) {
		return this.repository.findJobInstancesByJobName(jobName, start, count);
	}

	@Override
	public List<JobInstance> findJobInstancesByName(String jobName, int start, int count) {
		return this.repository.findJobInstancesByName(jobName, start, count);
	}

	@Override
	public boolean isJobInstanceExists(String jobName, JobParameters parameters) {
		return this.repository.isJobInstanceExists(jobName, parameters);
	}

	@Override
	public @Nullable JobInstance getJobInstance(long instanceId) {
		return this.repository.getJobInstance(instanceId);
	}

	@Override
	public @Nullable JobInstance getJobInstance(String jobName, JobParameters parameters) {
		return this.repository.getJobInstance(jobName, parameters);
	}

	@Override
	public @Nullable JobInstance getLastJobInstance(String jobName) {
		return this.repository.getLastJobInstance(jobName);
	}

	@Override
	public long getJobInstanceCount(String jobName) throws NoSuchJobException {
		return this.repository.getJobInstanceCount(jobName);
	}

	@Override
	public @Nullable JobExecution getJobExecution(long executionId) {
		return this.repository.getJobExecution(executionId);
	}

	@Override
	public List<JobExecution> getJobExecutions(JobInstance instance) {
		return this.repository.getJobExecutions(instance);
	}

	@Override
	public List<JobExecution> findJobExecutions(JobInstance instance) {
		return this.repository.findJobExecutions(instance);
	}

	@Override
	public @Nullable JobExecution getLastJobExecution(JobInstance instance) {
		return this.repository.getLastJobExecution(instance);
	}

	@Override
	public @Nullable JobExecution getLastJobExecution(String jobName, JobParameters parameters) {
		return this.repository.getLastJobExecution(jobName, parameters);
	}

	@Override
	public Set<JobExecution> findRunningJobExecutions(String jobName) {
		return this.repository.findRunningJobExecutions(jobName);
	}

	@Override
	public @Nullable StepExecution getStepExecution(long jobExecutionId, long stepExecutionId) {
		return this.repository.getStepExecution(jobExecutionId, stepExecutionId);
	}

	@Override
	public @Nullable StepExecution getStepExecution(long executionId) {
		return this.repository.getStepExecution(executionId);
	}

	@Override
	public @Nullable StepExecution getLastStepExecution(JobInstance instance, String stepName) {
		return this.repository.getLastStepExecution(instance, stepName);
	}

	@Override
	public long getStepExecutionCount(JobInstance instance, String stepName) throws NoSuchStepException {
		return this.repository.getStepExecutionCount(instance, stepName);
	}

}
