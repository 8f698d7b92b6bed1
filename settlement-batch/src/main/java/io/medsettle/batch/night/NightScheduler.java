package io.medsettle.batch.night;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.medsettle.batch.lease.LeaseLostException;
import io.medsettle.batch.lease.LeaseRenewal;
import io.medsettle.batch.lease.NightLease;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Watches for days whose cut-off has passed and runs their nights, in the order of the
 * days and one at a time. Any number of processes may watch: the one that holds the
 * {@link NightLease lease} runs the nights, and takes up first what the one before it
 * left.
 * <p>
 * A night that failed for something outside it, because it gave up waiting or because
 * database or broker did not answer, is {@link NightRetries tried again} by itself. One
 * that failed by what it found is not, until it is asked for or until the lease is taken
 * anew, as at the start of a process. Later days wait for both, and for a night whose
 * results an operator has to confirm.
 */
@Component
@ConditionalOnRole(Role.NIGHT)
class NightScheduler implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(NightScheduler.class);

	/** Longer than any transaction of the night takes. */
	private static final Duration STOP_TIME_MAX = Duration.ofMinutes(5);

	private final ClearingDays days;

	private final NightLease lease;

	private final LeaseRenewal renewal;

	private final NightRunner runner;

	private final NightRequests requests;

	private final NightRuns runs;

	private final JobHistoryPruner pruner;

	private final MeterRegistry meters;

	private final boolean automatic;

	private final boolean confirmation;

	private final Set<LocalDate> failed = new HashSet<>();

	private final NightRetries retries;

	/** Held by a look, so that a stop waits for its end. */
	private final ReentrantLock looking = new ReentrantLock();

	/** The number of the lease under which nights failed. */
	private long runningNumber;

	/** Whether nothing is left lying that seems to run. */
	private boolean recovered;

	/** What the last look failed for, told once. */
	private String trouble = "";

	private volatile boolean running;

	NightScheduler(ClearingDays days, NightLease lease, LeaseRenewal renewal, NightRunner runner,
			NightRequests requests, NightRuns runs, JobHistoryPruner pruner, MeterRegistry meters,
			SettlementSettings settings) {
		this.days = days;
		this.lease = lease;
		this.renewal = renewal;
		this.runner = runner;
		this.requests = requests;
		this.runs = runs;
		this.pruner = pruner;
		this.meters = meters;
		this.automatic = settings.clearing().automatic();
		this.confirmation = settings.clearing().confirmation();
		this.retries = new NightRetries(settings.clearing().retryInterval(), System::nanoTime);
	}

	@Override
	public void start() {
		this.runner.start();
		this.running = true;
	}

	/**
	 * Stops at the next end of a transaction, and lets another process have the lease;
	 * what is left is done after the next start.
	 */
	@Override
	public void stop() {
		this.running = false;
		this.runner.stop();
		try {
			if (this.looking.tryLock(STOP_TIME_MAX.toSeconds(), TimeUnit.SECONDS)) {
				releaseLease();
				this.looking.unlock();
			}
			else {
				log.warn("The night did not come to the end of its transaction within {} s", STOP_TIME_MAX.toSeconds());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * What cannot be released is over by itself after a while.
	 */
	private void releaseLease() {
		try {
			this.lease.release();
		}
		catch (RuntimeException ex) {
			log.warn("The night's lease could not be released; others wait for {} s", NightLease.LEASE_TIME.toSeconds(),
					ex);
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
	void look() {
		this.looking.lock();
		try {
			if (this.running) {
				runNights();
				this.trouble = "";
			}
		}
		catch (LeaseLostException ex) {
			log.debug("The next look finds out who holds the lease", ex);
		}
		catch (JobExecutionException | RuntimeException ex) {
			this.recovered = false;
			if (!this.trouble.equals(ex.toString())) {
				log.error("The night could not be looked after; it is tried again and again", ex);
			}
			this.trouble = ex.toString();
		}
		finally {
			this.looking.unlock();
		}
	}

	/**
	 * Looks after the nights if it is for this process to do.
	 */
	private void runNights() throws JobExecutionException {
		if (!this.lease.hold()) {
			return;
		}
		if (this.lease.number() != this.runningNumber) {
			this.runningNumber = this.lease.number();
			this.failed.clear();
			this.retries.reset();
			this.recovered = false;
		}
		if (!this.recovered) {
			recover();
			this.recovered = true;
		}
		runNext();
	}

	/**
	 * Runs the night that is next, if there is one.
	 */
	private void runNext() throws JobExecutionException {
		Optional<LocalDate> asked = this.requests.first().filter(this.days::isSealed);
		if (asked.isPresent()) {
			announce(asked.get());
			return;
		}
		Optional<LocalDate> untold = this.retries.due().filter(this.days::isSealed);
		if (untold.isPresent()) {
			run(untold.get());
			return;
		}
		ClearingDay due = this.days.firstDue().orElse(null);
		if (due != null && isWanted(due)) {
			run(due.day());
		}
	}

	/**
	 * Takes up what the process before this one left, or this one after trouble.
	 */
	private void recover() throws JobExecutionException {
		this.runner.recover();
		Optional<LocalDate> unannounced = this.runs.unannounced();
		if (unannounced.isPresent()) {
			run(unannounced.get());
		}
	}

	private boolean isWanted(ClearingDay due) {
		LocalDate day = due.day();
		if (this.confirmation && due.isUnconfirmed()) {
			return false;
		}
		if (this.requests.isRequested(day)) {
			return true;
		}
		if (this.failed.contains(day)) {
			return this.retries.due().filter(day::equals).isPresent();
		}
		return this.automatic || this.requests.isNeeded(day)
				|| this.runs.ofDay(day).filter(NightRun::hasBegun).isPresent();
	}

	/**
	 * Of a published day nothing can be left to do but to tell the cities.
	 */
	private void announce(LocalDate day) throws JobExecutionException {
		if (this.runs.ofDay(day).filter((night) -> night.state() != NightRunState.COMPLETED).isPresent()) {
			run(day);
		}
		else {
			this.requests.take(day);
		}
	}

	private void run(LocalDate day) throws JobExecutionException {
		this.failed.remove(day);
		BatchStatus status = runUnderLease(day);
		Counter.builder("settlement.night.runs")
			.description("Nights that ended")
			.tag("outcome", status.name().toLowerCase(Locale.ROOT))
			.register(this.meters)
			.increment();
		if (status == BatchStatus.COMPLETED) {
			log.info("Night {}: published", day);
			this.retries.reset();
			this.pruner.trim();
		}
		else if (status == BatchStatus.FAILED) {
			this.failed.add(day);
			planRetry(day);
		}
		else if (status != BatchStatus.STOPPED) {
			// How it ended could not be written down.
			this.recovered = false;
		}
	}

	private void planRetry(LocalDate day) {
		if (!this.runner.failedForWhatIsOutside()) {
			this.retries.reset();
			return;
		}
		this.retries.afterFailure(day)
			.ifPresentOrElse(
					(wait) -> log.warn("Night {}: is tried again in {} s (attempt {} of {})", day, wait.toSeconds(),
							this.retries.attempts(), NightRetries.ATTEMPTS_MAX),
					() -> log.error("Night {}: failed {} times and waits to be asked for", day,
							NightRetries.ATTEMPTS_MAX));
	}

	private BatchStatus runUnderLease(LocalDate day) throws JobExecutionException {
		this.renewal.begin();
		try {
			return this.runner.run(day);
		}
		finally {
			this.renewal.end();
		}
	}

}
