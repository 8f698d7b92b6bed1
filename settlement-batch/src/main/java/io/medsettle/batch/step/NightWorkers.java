package io.medsettle.batch.step;

import java.util.concurrent.Phaser;

import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.stereotype.Component;

/**
 * The threads that the night's partitions run in.
 */
@Component
class NightWorkers implements TaskExecutor {

	private final SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("night-worker-");

	private final Phaser atWork = new Phaser(1);

	NightWorkers(SettlementSettings settings) {
		this.threads.setConcurrencyLimit(settings.clearing().workers());
	}

	@Override
	public void execute(Runnable task) {
		this.atWork.register();
		try {
			this.threads.execute(() -> {
				try {
					task.run();
				}
				finally {
					this.atWork.arriveAndDeregister();
				}
			});
		}
		catch (RuntimeException | Error ex) {
			// A thread that could not be had would be waited for for ever.
			this.atWork.arriveAndDeregister();
			throw ex;
		}
	}

	/**
	 * Lets a step end only when the last of its partitions has. Spring Batch itself waits
	 * no longer when one of them could not write down how it ended, and the others would
	 * work on into the next attempt.
	 */
	StepExecutionListener awaited() {
		return new StepExecutionListener() {

			@Override
			public @Nullable ExitStatus afterStep(StepExecution execution) {
				NightWorkers.this.atWork.arriveAndAwaitAdvance();
				return null;
			}

		};
	}

}
