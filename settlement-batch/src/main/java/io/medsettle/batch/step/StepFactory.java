package io.medsettle.batch.step;

import java.util.List;

import io.medsettle.batch.lease.LeaseFence;

import org.springframework.batch.core.listener.CompositeStepExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes Spring Batch steps of the night's steps: each call of a step's work is one
 * transaction, in which Spring Batch also notes how far the step has come, and which
 * carries a {@link LeaseFence pass}.
 */
@Component
public class StepFactory {

	private final JobRepository repository;

	private final PlatformTransactionManager transactionManager;

	private final List<StepExecutionListener> listeners;

	private final NightWorkers workers;

	private final QueryPlanning planning;

	private final LeaseFence fence;

	StepFactory(JobRepository repository, PlatformTransactionManager transactionManager,
			List<StepExecutionListener> listeners, NightWorkers workers, QueryPlanning planning, LeaseFence fence) {
		this.repository = repository;
		this.transactionManager = transactionManager;
		this.listeners = listeners;
		this.workers = workers;
		this.planning = planning;
		this.fence = fence;
	}

	/**
	 * Makes the step.
	 * @param restart whether it is done again although it was completed before
	 */
	public Step step(NightStep step, boolean restart) {
		if (step instanceof PartitionedNightStep partitioned) {
			CityPartitions partitions = new CityPartitions(partitioned);
			return new StepBuilder(step.name(), this.repository).partitioner(step.name(), partitions)
				.step(tasklet(step, List.of(undoing(step), partitions), restart))
				.taskExecutor(this.workers)
				.gridSize(partitioned.partitionsMax())
				.listener(listening(List.of(undoing(step), partitions.counted(), this.workers.awaited())))
				.allowStartIfComplete(restart)
				.build();
		}
		return tasklet(step, List.of(undoing(step)), restart);
	}

	private Step tasklet(NightStep step, List<StepExecutionListener> own, boolean restart) {
		return new StepBuilder(step.name(), this.repository).tasklet(tasklet(step), this.transactionManager)
			.listener(listening(own))
			.allowStartIfComplete(restart)
			.build();
	}

	private Tasklet tasklet(NightStep step) {
		return (contribution, chunk) -> {
			this.fence.carry();
			this.planning.advise();
			StepTask task = new StepTask(contribution.getStepExecution());
			return step.work(task) ? RepeatStatus.FINISHED : RepeatStatus.CONTINUABLE;
		};
	}

	private StepExecutionListener listening(List<StepExecutionListener> own) {
		CompositeStepExecutionListener all = new CompositeStepExecutionListener();
		this.listeners.forEach(all::register);
		own.forEach(all::register);
		return all;
	}

	private StepExecutionListener undoing(NightStep step) {
		TransactionTemplate transaction = new TransactionTemplate(this.transactionManager);
		return new StepExecutionListener() {

			@Override
			public void beforeStep(StepExecution execution) {
				StepTask task = new StepTask(execution);
				if (task.isRestart()) {
					task.reset();
					if (!task.isPartition()) {
						transaction.executeWithoutResult((status) -> {
							StepFactory.this.fence.carry();
							step.undo(task);
						});
					}
				}
			}

		};
	}

}
