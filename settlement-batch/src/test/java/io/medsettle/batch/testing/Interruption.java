package io.medsettle.batch.testing;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Does something just before a step or one of its partitions begins, once.
 */
public class Interruption implements StepExecutionListener {

	private volatile @Nullable String step;

	private volatile Consumer<StepExecution> action = (execution) -> {
	};

	/**
	 * @param stepName the step, or the beginning of the names of its partitions
	 */
	public synchronized void before(String stepName, Consumer<StepExecution> whatToDo) {
		this.step = stepName;
		this.action = whatToDo;
	}

	@Override
	public synchronized void beforeStep(StepExecution execution) {
		if (this.step != null && execution.getStepName().startsWith(this.step)) {
			this.step = null;
			this.action.accept(execution);
		}
	}

}
