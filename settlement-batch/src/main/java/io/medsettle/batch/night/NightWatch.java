package io.medsettle.batch.night;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import io.medsettle.core.store.ClearingDay;
import io.medsettle.core.store.ClearingDays;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Watches for days whose cut-off has passed and runs their nights, in the order of the
 * days and one at a time. Exactly one process of a region plays the night.
 * <p>
 * A night that failed is not tried again until it is asked for, or until the process is
 * started anew; later days wait for it. So they do for a night whose results an operator
 * has to confirm.
 */
@Component
@ConditionalOnRole(Role.NIGHT)
class NightWatch implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(NightWatch.class);

	private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

	/** Longer than any transaction of the night takes. */
	private static final Duration STOP_TIME_MAX = Duration.ofMinutes(5);

	private final ClearingDays days;

	private final NightRunner runner;

	private final NightRequests requests;

	private final NightRuns runs;

	private final RunTrimmer trimmer;

	private final MeterRegistry meters;

	private final boolean automatic;

	private final boolean confirmation;

	private final Set<LocalDate> failed = new HashSet<>();

	private volatile @Nullable Watch watch;

	NightWatch(ClearingDays days, NightRunner runner, NightRequests requests, NightRuns runs, RunTrimmer trimmer,
			MeterRegistry meters, SettlementSettings settings) {
		this.days = days;
		this.runner = runner;
		this.requests = requests;
		this.runs = runs;
		this.trimmer = trimmer;
		this.meters = meters;
		this.automatic = settings.clearing().automatic();
		this.confirmation = settings.clearing().confirmation();
	}

	@Override
	public void start() {
		Watch started = new Watch();
		this.watch = started;
		started.thread.start();
	}

	/**
	 * Stops at the next end of a transaction; what is left is done after the next start.
	 */
	@Override
	public void stop() {
		Watch stopped = this.watch;
		this.watch = null;
		if (stopped != null) {
			stopped.end();
		}
	}

	@Override
	public boolean isRunning() {
		return this.watch != null;
	}

	/**
	 * Looks for a night to run, and runs it.
	 */
	private void look() throws JobExecutionException {
		Optional<LocalDate> asked = this.requests.first().filter(this.days::isSealed);
		if (asked.isPresent()) {
			announce(asked.get());
			return;
		}
		ClearingDay due = this.days.firstDue().orElse(null);
		if (due != null && isWanted(due)) {
			run(due.day());
		}
	}

	/**
	 * Takes up what the process before this one left.
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
			return false;
		}
		return this.automatic || this.requests.isNeeded(day)
				|| this.runs.ofDay(day).filter(NightRun::hasBegun).isPresent();
	}

	/**
	 * Of a published day nothing can be left to do but to tell the cities.
	 */
	private void announce(LocalDate day) throws JobExecutionException {
		this.requests.take(day);
		if (this.runs.ofDay(day).filter((night) -> night.state() != NightRunState.COMPLETED).isPresent()) {
			run(day);
		}
	}

	private void run(LocalDate day) throws JobExecutionException {
		this.requests.take(day);
		this.failed.remove(day);
		BatchStatus status = this.runner.run(day);
		Counter.builder("settlement.night.runs")
			.description("Nights that ended")
			.tag("outcome", status.name().toLowerCase(Locale.ROOT))
			.register(this.meters)
			.increment();
		if (status == BatchStatus.COMPLETED) {
			log.info("Night {}: published", day);
			this.trimmer.trim();
		}
		else if (status != BatchStatus.STOPPED) {
			this.failed.add(day);
		}
	}

	/**
	 * One thread, from a start to a stop.
	 */
	private final class Watch implements Runnable {

		private final CountDownLatch stopping = new CountDownLatch(1);

		private final Thread thread = new Thread(this, "night");

		@Override
		public void run() {
			boolean recovered = false;
			String trouble = "";
			do {
				try {
					if (!recovered) {
						recover();
						recovered = true;
					}
					look();
					trouble = "";
				}
				catch (JobExecutionException | RuntimeException ex) {
					if (!trouble.equals(ex.toString())) {
						log.error("The night could not be looked after; it is tried again and again", ex);
					}
					trouble = ex.toString();
				}
			}
			while (!isOver());
		}

		void end() {
			this.stopping.countDown();
			NightWatch.this.runner.stop();
			try {
				if (!this.thread.join(STOP_TIME_MAX)) {
					log.warn("The night did not come to the end of its transaction within {} s",
							STOP_TIME_MAX.toSeconds());
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private boolean isOver() {
			try {
				return this.stopping.await(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return true;
			}
		}

	}

}
