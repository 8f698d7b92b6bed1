package io.medsettle.batch.night;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.medsettle.batch.step.StepTask;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.stereotype.Component;

/**
 * Keeps apart the nights and what is only tried on the same rows and taken back: a trial
 * begins while no process runs a night, and a night of this process does not set out
 * before the trial has ended. Of a trial in another process a night notices that a row is
 * locked, at most for as long as the trial may take.
 */
@Component
public class DryRunGate {

	private static final long LOOK_INTERVAL_MS = 50;

	private final JobRepository repository;

	/** One trial at a time. */
	private final Semaphore place = new Semaphore(1);

	DryRunGate(JobRepository repository) {
		this.repository = repository;
	}

	/**
	 * Tries something, in the caller's thread.
	 * @param trial what asks {@link #nightAtWork()} before it touches a row
	 * @return what came of it, or empty if this process is trying something already
	 */
	public <T> Optional<T> attempt(Supplier<T> trial) {
		if (!this.place.tryAcquire()) {
			return Optional.empty();
		}
		try {
			return Optional.of(trial.get());
		}
		finally {
			this.place.release();
		}
	}

	/**
	 * The clearing day of the night that is running, in whatever process.
	 */
	public Optional<LocalDate> nightAtWork() {
		return this.repository.findRunningJobExecutions(NightJob.NAME)
			.stream()
			.map((running) -> LocalDate
				.parse(Objects.requireNonNull(running.getJobParameters().getString(StepTask.DAY))))
			.findFirst();
	}

	/**
	 * Waits until no trial is under way. The caller's night can be seen to run by now:
	 * whatever is tried from here on finds it.
	 * @param stopping whether there is no more need to wait
	 */
	void awaitEnd(BooleanSupplier stopping) {
		try {
			while (!stopping.getAsBoolean()) {
				if (this.place.tryAcquire(LOOK_INTERVAL_MS, TimeUnit.MILLISECONDS)) {
					this.place.release();
					return;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
