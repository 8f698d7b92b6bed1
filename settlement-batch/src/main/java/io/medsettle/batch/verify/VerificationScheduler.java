package io.medsettle.batch.verify;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Verifies every day once it is published, in the process that runs the nights, but
 * beside them, so that neither the day nor the one after it waits for it. A day that a
 * stop or a kill kept from being verified is taken up after the next start.
 * <p>
 * {@code settlement.verification}: discrepancies of all days as they were verified last;
 * anything but 0 is wrong.
 */
@Component
@ConditionalOnRole(Role.NIGHT)
@ConditionalOnProperty(name = "settlement.clearing.verification", matchIfMissing = true)
class VerificationScheduler implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(VerificationScheduler.class);

	/** After a failure, such as of the database. */
	private static final Duration RETRY_INTERVAL = Duration.ofSeconds(30);

	private final Verifications verifications;

	private final VerificationTable table;

	private final String instance;

	private volatile long discrepancies;

	private long nextLookNanos = System.nanoTime();

	private volatile boolean running;

	VerificationScheduler(Verifications verifications, VerificationTable table, SettlementSettings settings,
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
		this.running = true;
	}

	/**
	 * Ends a verification that runs at its next step.
	 */
	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
	void look() {
		if (!this.running || System.nanoTime() - this.nextLookNanos < 0) {
			return;
		}
		try {
			verifyNext();
		}
		catch (StoppedException ex) {
			log.debug("The verification is left for the next start", ex);
		}
		catch (RuntimeException ex) {
			log.error("A published day could not be verified; it is tried again", ex);
			this.nextLookNanos = System.nanoTime() + RETRY_INTERVAL.toNanos();
		}
	}

	/** Verifies the first day that was not, if there is one. */
	private void verifyNext() {
		Optional<LocalDate> day = this.table.firstUnverified();
		if (day.isPresent() && this.table.isOfNight(this.instance)) {
			this.verifications.verify(day.get(), this::requireRunning).ifPresent(VerificationScheduler::tell);
		}
		this.discrepancies = this.table.discrepancies();
	}

	private void requireRunning() {
		if (!this.running) {
			throw new StoppedException();
		}
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

	/** The process stops. */
	private static final class StoppedException extends RuntimeException {

	}

}
