package io.medsettle.core.scheduling;

import java.time.Duration;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Runs all methods that are {@link org.springframework.scheduling.annotation.Scheduled},
 * what the engine does again and again, from when everything has started. Each task has a
 * thread of its own, so that neither a night nor a verification, which take as long as
 * they take, holds up the renewal of the lease or a measurement. A task that throws is
 * logged and runs again at its next time.
 * <p>
 * When the engine stops no task begins any more, and the database and the broker are
 * there until the running ones have ended. They are never interrupted: an interrupted
 * thread would close the file of the embedded database. A task that may run long looks by
 * itself whether to end.
 */
@Component("taskScheduler")
@EnableScheduling
public final class EngineScheduler extends ThreadPoolTaskScheduler {

	/** One for each task of a process that has all roles. */
	public static final int THREADS = 14;

	/**
	 * After those who ask their tasks to end, and before the listeners: until the night
	 * has come to its end, its lease is renewed.
	 */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1;

	/**
	 * Longer than a verification reads some thousand claims or one city's files, and than
	 * a broker that is away is waited for.
	 */
	private static final Duration STOP_TIME_MAX = Duration.ofMinutes(1);

	EngineScheduler() {
		setPoolSize(THREADS);
		setThreadNamePrefix("scheduled-");
		setPhase(PHASE);
		setWaitForTasksToCompleteOnShutdown(true);
		setAwaitTerminationSeconds((int) STOP_TIME_MAX.toSeconds());
	}

	/**
	 * Spring by itself would let tasks run until the scheduler is destroyed, which may be
	 * after the database.
	 */
	@Override
	public void stop(Runnable callback) {
		shutdown();
		callback.run();
	}

}
