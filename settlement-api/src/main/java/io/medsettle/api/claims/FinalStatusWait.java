package io.medsettle.api.claims;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.database.StatementTime;
import io.medsettle.core.intake.AppendedClaim;
import io.medsettle.core.intake.ClaimLookup;
import io.medsettle.core.intake.FinalStatus;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;

/**
 * Waits for the final status of accepted claims, for callers that prefer to.
 */
@Component
@ConditionalOnRole(Role.API)
class FinalStatusWait implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(FinalStatusWait.class);

	/** The most callers that wait at once; further ones are answered without waiting. */
	static final int WAITERS_MAX = 128;

	private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

	/** Shorter than any wait, and longer than a look usually takes. */
	private static final long SHORTEST_LOOK_MS = 100;

	/** The most looks at once, so that waiting callers leave connections to others. */
	private static final int LOOKS_MAX = 8;

	private static final Duration STATEMENT_TIME_MAX = Duration.ofSeconds(2);

	private final ClaimLookup lookup;

	private final Clock clock;

	private final Semaphore seats = new Semaphore(WAITERS_MAX);

	private final ExecutorService looks = Executors.newFixedThreadPool(LOOKS_MAX,
			Thread.ofPlatform().name("final-status-", 1).daemon().factory());

	private volatile boolean stopping;

	FinalStatusWait(ClaimLookup lookup, Clock clock) {
		this.lookup = lookup;
		this.clock = clock;
	}

	/**
	 * Waits until the status is final or the time is over.
	 * @return what was waited for, empty if the time was over first; or nothing at all if
	 * too many callers wait already
	 */
	Optional<Waited> await(ClaimIdentity identity, AppendedClaim appended, Duration longest) {
		if (!this.seats.tryAcquire()) {
			return Optional.empty();
		}
		try {
			return Optional.of(new Waited(poll(identity, appended, this.clock.instant().plus(longest))));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return Optional.of(new Waited(Optional.empty()));
		}
		catch (ExecutionException ex) {
			// The claim is durable all the same.
			log.error("The final status of a claim could not be looked up", ex.getCause());
			return Optional.of(new Waited(Optional.empty()));
		}
		finally {
			this.seats.release();
		}
	}

	private Optional<FinalStatus> poll(ClaimIdentity identity, AppendedClaim appended, Instant deadline)
			throws InterruptedException, ExecutionException {
		Duration pause = FIRST_PAUSE;
		while (true) {
			Optional<FinalStatus> status = look(identity, appended, Duration.between(this.clock.instant(), deadline));
			Duration left = Duration.between(this.clock.instant(), deadline);
			if (status.isPresent() || !left.isPositive() || this.stopping) {
				return status;
			}
			Thread.sleep((pause.compareTo(left) < 0) ? pause : left);
			pause = pause.multipliedBy(2);
			pause = (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
		}
	}

	/**
	 * Looks once; whatever keeps the database, the caller waits no longer than it said.
	 */
	private Optional<FinalStatus> look(ClaimIdentity identity, AppendedClaim appended, Duration longest)
			throws InterruptedException, ExecutionException {
		Future<Optional<FinalStatus>> look = this.looks.submit(() -> {
			try (StatementTime.Limit ignored = StatementTime.limit(STATEMENT_TIME_MAX)) {
				return this.lookup.outcomeOf(identity, appended.position());
			}
			catch (QueryTimeoutException ex) {
				return Optional.empty();
			}
		});
		try {
			return look.get(Math.max(SHORTEST_LOOK_MS, longest.toMillis()), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			// Not one that has begun: an interrupted thread would close the file of the
			// embedded database.
			look.cancel(false);
			return Optional.empty();
		}
	}

	/** Who waits is answered while there is still a connection to do so. */
	@EventListener(ContextClosedEvent.class)
	@Order(0)
	void stop() {
		this.stopping = true;
	}

	@Override
	public void destroy() {
		this.looks.shutdown();
	}

	/**
	 * The end of a wait.
	 *
	 * @param status the final status, if it came in time
	 */
	record Waited(Optional<FinalStatus> status) {
	}

}
