package io.medsettle.batch.step;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Cuts a step into ranges of cities. A partition is named after its range, so that a
 * night that is continued finds again what was done, and nothing else needs to be known
 * of it: a kill may come between Spring Batch's note that there is a partition and its
 * note of what belongs to it.
 */
class CityPartitions implements Partitioner, StepExecutionListener {

	private final PartitionedNightStep step;

	private volatile SortedMap<String, Long> work = new TreeMap<>();

	CityPartitions(PartitionedNightStep step) {
		this.step = step;
	}

	@Override
	public Map<String, ExecutionContext> partition(int gridSize) {
		StepExecution execution = Objects.requireNonNull(StepSynchronizationManager.getContext()).getStepExecution();
		this.work = this.step.workByCity(new StepTask(execution).day());
		List<CityRange> ranges = CityRange.balanced(this.work, gridSize);
		Map<String, ExecutionContext> contexts = new HashMap<>();
		for (CityRange range : ranges) {
			ExecutionContext context = new ExecutionContext();
			StepTask.expect(context, total(range));
			contexts.put(range.toString(), context);
		}
		return contexts;
	}

	/**
	 * What an earlier attempt noted as the total may be missing or no longer true.
	 */
	@Override
	public void beforeStep(StepExecution partition) {
		StepTask task = new StepTask(partition);
		task.expect(total(task.cities()));
	}

	/**
	 * Lets the step itself tell what its partitions have done, for the time when they are
	 * no longer kept.
	 */
	StepExecutionListener counted() {
		return new StepExecutionListener() {

			@Override
			public @Nullable ExitStatus afterStep(StepExecution whole) {
				if (whole.getStatus() == BatchStatus.COMPLETED) {
					new StepTask(whole).finish(total(CityRange.ALL));
				}
				return null;
			}

		};
	}

	private long total(CityRange range) {
		return this.work.entrySet()
			.stream()
			.filter((city) -> range.contains(city.getKey()))
			.mapToLong(Map.Entry::getValue)
			.sum();
	}

}
