package io.medsettle.api.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import io.medsettle.core.kafka.Backlog;
import io.medsettle.core.kafka.Lag;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;

import org.springframework.stereotype.Component;

/**
 * Turns callers away before anything of their request is read, while the engine is behind
 * or this process has its hands full. The answer is always 503, never 429: none of these
 * limits is the caller's own, and behind a load balancer the next process may have room.
 */
@Component
@ConditionalOnRole(Role.API)
public class IntakeLimits {

	/** The backlog is measured every few seconds and shrinks over minutes. */
	public static final Duration RETRY_WHEN_BEHIND = Duration.ofSeconds(30);

	/** Kafka elects a new leader, or a batch ends, within seconds. */
	public static final Duration RETRY_SOON = Duration.ofSeconds(5);

	/** A single claim takes milliseconds. */
	private static final Duration RETRY_AT_ONCE = Duration.ofSeconds(1);

	private static final Duration LOOKED_AT_EVERY = Duration.ofMillis(100);

	private final SettlementSettings.Intake settings;

	private final Backlog backlog;

	private final Semaphore claimSeats;

	private final Semaphore batchSeats;

	IntakeLimits(SettlementSettings settings, Backlog backlog) {
		this.settings = settings.intake();
		this.backlog = backlog;
		this.claimSeats = new Semaphore(this.settings.requestsLimit());
		this.batchSeats = new Semaphore(this.settings.batchesLimit());
	}

	/**
	 * Lets a single claim in.
	 * @return to be closed when the claim is durable or given up
	 * @throws ProblemException if the engine is behind or too many claims are being taken
	 */
	public Seat admitClaim() {
		return admit(this.claimSeats, this.settings.requestsLimit() + " claims", RETRY_AT_ONCE);
	}

	/**
	 * Lets a batch in.
	 * @return to be closed when the batch is answered
	 * @throws ProblemException if the engine is behind or too many batches are being
	 * taken
	 */
	public Seat admitBatch() {
		return admit(this.batchSeats, this.settings.batchesLimit() + " batches", RETRY_SOON);
	}

	/**
	 * Whether the router or a ledger of the region is further behind than allowed.
	 */
	public boolean behind() {
		Lag lag = this.backlog.worst();
		return lag.offsets() > this.settings.backlogEventsLimit()
				|| lag.age().compareTo(this.settings.backlogAgeLimit()) > 0;
	}

	/**
	 * Waits until the engine is no longer behind.
	 * @return whether it caught up in time
	 */
	public boolean awaitCatchingUp(Duration longest) throws InterruptedException {
		long startNanos = System.nanoTime();
		while (behind()) {
			if (System.nanoTime() - startNanos > longest.toNanos()) {
				return false;
			}
			Thread.sleep(LOOKED_AT_EVERY);
		}
		return true;
	}

	private Seat admit(Semaphore seats, String limit, Duration retryAfter) {
		if (behind()) {
			Lag lag = this.backlog.worst();
			throw ProblemException.unavailable("""
					The engine is behind with what it took before: the oldest of %d waiting events has waited for %d \
					seconds. Nothing of this request was taken.""".formatted(lag.offsets(), lag.age().toSeconds()),
					RETRY_WHEN_BEHIND);
		}
		if (!seats.tryAcquire()) {
			throw ProblemException.unavailable(limit + " are being taken already. Nothing of this request was taken.",
					retryAfter);
		}
		return seats::release;
	}

	/**
	 * Room for one request; closing it makes room for another.
	 */
	public interface Seat extends AutoCloseable {

		@Override
		void close();

	}

}
