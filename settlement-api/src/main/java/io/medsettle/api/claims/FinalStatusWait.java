package io.medsettle.api.claims;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.intake.AppendedClaim;
import io.medsettle.core.intake.ClaimLookup;
import io.medsettle.core.intake.FinalStatus;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.stereotype.Component;

/**
 * Waits for the final status of accepted claims, for callers that prefer to.
 */
@Component
@ConditionalOnRole(Role.API)
class FinalStatusWait {

	/** The most callers that wait at once; further ones are answered without waiting. */
	static final int WAITERS_MAX = 128;

	private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

	private final ClaimLookup lookup;

	private final Clock clock;

	private final Semaphore seats = new Semaphore(WAITERS_MAX);

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
		finally {
			this.seats.release();
		}
	}

	private Optional<FinalStatus> poll(ClaimIdentity identity, AppendedClaim appended, Instant deadline)
			throws InterruptedException {
		Duration pause = FIRST_PAUSE;
		while (true) {
			Optional<FinalStatus> status = this.lookup.outcomeOf(identity, appended.position());
			Duration left = Duration.between(this.clock.instant(), deadline);
			if (status.isPresent() || !left.isPositive()) {
				return status;
			}
			Thread.sleep((pause.compareTo(left) < 0) ? pause : left);
			pause = pause.multipliedBy(2);
			pause = (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
		}
	}

	/**
	 * The end of a wait.
	 *
	 * @param status the final status, if it came in time
	 */
	record Waited(Optional<FinalStatus> status) {
	}

}
