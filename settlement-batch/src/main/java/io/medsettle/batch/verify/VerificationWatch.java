package io.medsettle.batch.verify;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Verifies every day once it is published, in the process that runs the nights, but in a
 * thread of its own, so that neither the day nor the one after it waits for it. A day
 * that a stop or a kill kept from being verified is taken up after the next start.
 * <p>
 * {@code settlement.verification}: discrepancies of all days as they were verified last;
 * anything but 0 is wrong.
 */
@Component
@ConditionalOnRole(Role.NIGHT)
@ConditionalOnProperty(name = "settlement.clearing.verification", matchIfMissing = true)
class VerificationWatch implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(VerificationWatch.class);

	private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

	/** After a failure, such as of the database. */
	private static final Duration RETRY_INTERVAL = Duration.ofSeconds(30);

	/** Longer than reading some thousand claims or one city's files takes. */
	private static final Duration STOP_TIME_MAX = Duration.ofMinutes(1);

	private final Verifications verifications;

	private final VerificationTable table;

	private final String instance;

	private volatile long discrepancies;

	private volatile @Nullable Watch watch;

	VerificationWatch(Verifications verifications, VerificationTable table, SettlementSettings settings,
			MeterRegistry meters) {
		this.verifications = verifications;
		this.table = table;
		this.instance = settings.instance();
		Gauge.builder("settlement.verification", this, (verified) -> verified.discrepancies)
			.description("Where published days are not as their claims say; anything but 0 is wrong")
			.baseUnit("discrepancies")
			.register(meters);
	}

	@Override
	public void start() {
		Watch started = new Watch();
		this.watch = started;
		started.thread.start();
	}

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

	/** Verifies the first day that was not, if there is one. */
	private void look(Runnable progress) {
		Optional<LocalDate> day = this.table.firstUnverified();
		if (day.isPresent() && this.table.isOfNight(this.instance)) {
			this.verifications.verify(day.get(), progress).ifPresent(VerificationWatch::tell);
		}
		this.discrepancies = this.table.discrepancies();
	}

	private static void tell(Verification verification) {
		if (verification.holds()) {
			log.info("Night {}: verified, {} claims and {} files in {} ms", verification.day(), verification.claims(),
					verification.files(), verification.took().toMillis());
		}
		else {
			log.error("Night {}: published with {} discrepancies. {}", verification.day(), verification.discrepancies(),
					verification.first().orElseThrow());
		}
	}

	/**
	 * One thread, from a start to a stop. It is never interrupted: an interrupted thread
	 * would close the files of the embedded database.
	 */
	private final class Watch implements Runnable {

		private final CountDownLatch stopping = new CountDownLatch(1);

		private final Thread thread = new Thread(this, "verification");

		@Override
		public void run() {
			Duration pause = LOOK_INTERVAL;
			do {
				try {
					look(this::goOn);
					pause = LOOK_INTERVAL;
				}
				catch (StoppedException ex) {
					log.debug("The verification is left for the next start", ex);
				}
				catch (RuntimeException ex) {
					log.error("A published day could not be verified; it is tried again", ex);
					pause = RETRY_INTERVAL;
				}
			}
			while (!isOver(pause));
		}

		void end() {
			this.stopping.countDown();
			try {
				if (!this.thread.join(STOP_TIME_MAX)) {
					log.warn("The verification did not stop within {} s", STOP_TIME_MAX.toSeconds());
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private void goOn() {
			if (this.stopping.getCount() == 0) {
				throw new StoppedException();
			}
		}

		private boolean isOver(Duration pause) {
			try {
				return this.stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return true;
			}
		}

	}

	/** The process stops. */
	private static final class StoppedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
