package io.medsettle.batch.step;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Collectors;

import io.medsettle.core.settings.SettlementSettings;

import org.springframework.batch.core.listener.CompositeStepExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes Spring Batch steps of the night's steps: each call of a step's work is one
 * transaction, in which Spring Batch also notes how far the step has come.
 */
@Component
public class StepFactory {

	/** Into how many partitions a step is cut at most: enough for workers to even out. */
	private static final int PARTITIONS_MAX = 8;

	private final JobRepository repository;

	private final PlatformTransactionManager transactionManager;

	private final List<StepExecutionListener> listeners;

	private final TaskExecutor workers;

	StepFactory(JobRepository repository, PlatformTransactionManager transactionManager,
			List<StepExecutionListener> listeners, SettlementSettings settings) {
		this.repository = repository;
		this.transactionManager = transactionManager;
		this.listeners = listeners;
		this.workers = workers(settings.clearing().workers());
	}

	/**
	 * Makes the step.
	 * @param afresh whether it is done again although it was completed before
	 */
	public Step step(NightStep step, boolean afresh) {
		Step whole = new StepBuilder(step.name(), this.repository).tasklet(tasklet(step), this.transactionManager)
			.listener(listening(step))
			.allowStartIfComplete(afresh)
			.build();
		if (!(step instanceof PartitionedNightStep partitioned)) {
			return whole;
		}
		return new StepBuilder(step.name(), this.repository).partitioner(step.name(), partitioner(partitioned))
			.step(whole)
			.taskExecutor(this.workers)
			.gridSize(PARTITIONS_MAX)
			.listener(listening(step))
			.allowStartIfComplete(afresh)
			.build();
	}

	private static Tasklet tasklet(NightStep step) {
		return (contribution, chunk) -> {
			StepTask task = new StepTask(contribution.getStepExecution());
			return step.work(task) ? RepeatStatus.FINISHED : RepeatStatus.CONTINUABLE;
		};
	}

	/**
	 * A partition is named after its range, so that a night that is continued finds again
	 * what was done.
	 */
	private static Partitioner partitioner(PartitionedNightStep step) {
		return (gridSize) -> {
			StepExecution execution = Objects.requireNonNull(StepSynchronizationManager.getContext())
				.getStepExecution();
			SortedMap<String, Long> work = step.workByCity(new StepTask(execution).day());
			List<CityRange> ranges = CityRange.balanced(work, gridSize);
			return ranges.stream().collect(Collectors.toMap(CityRange::toString, (range) -> context(range, work)));
		};
	}

	private static ExecutionContext context(CityRange range, SortedMap<String, Long> work) {
		ExecutionContext context = range.toContext();
		long total = work.entrySet()
			.stream()
			.filter((city) -> range.contains(city.getKey()))
			.mapToLong(Map.Entry::getValue)
			.sum();
		StepTask.expect(context, total);
		return context;
	}

	private StepExecutionListener listening(NightStep step) {
		CompositeStepExecutionListener all = new CompositeStepExecutionListener();
		this.listeners.forEach(all::register);
		all.register(forgetting(step));
		return all;
	}

	private StepExecutionListener forgetting(NightStep step) {
		TransactionTemplate transaction = new TransactionTemplate(this.transactionManager);
		return new StepExecutionListener() {

			@Override
			public void beforeStep(StepExecution execution) {
				StepTask task = new StepTask(execution);
				if (task.afresh()) {
					task.startOver();
					if (!StepReport.isPartition(execution)) {
						transaction.executeWithoutResult((status) -> step.forget(task));
					}
				}
			}

		};
	}

	private static TaskExecutor workers(int count) {
		SimpleAsyncTaskExecutor workers = new SimpleAsyncTaskExecutor("night-worker-");
		workers.setConcurrencyLimit(count);
		return workers;
	}

}
