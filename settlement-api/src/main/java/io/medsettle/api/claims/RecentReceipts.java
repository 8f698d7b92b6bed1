package io.medsettle.api.claims;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.intake.AppendedClaim;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.stereotype.Component;

/**
 * The claims that this process accepted or refused last, so that a hospital which asks at
 * once finds its claim although no ledger has it yet, or never will. Bounded: when the
 * ledgers lag behind for long, the oldest are forgotten and unknown until they are
 * posted.
 */
@Component
@ConditionalOnRole(Role.API)
class RecentReceipts {

	/** Some twenty megabytes at a kilobyte a claim. */
	static final int RECEIPTS_MAX = 20_000;

	private static final Duration KEPT = Duration.ofMinutes(10);

	private final Cache<ClaimIdentity, Receipt> receipts = Caffeine.newBuilder()
		.maximumSize(RECEIPTS_MAX)
		.expireAfterWrite(KEPT)
		.build();

	private final Cache<ClaimIdentity, Refusal> refusals = Caffeine.newBuilder()
		.maximumSize(RECEIPTS_MAX)
		.expireAfterWrite(KEPT)
		.build();

	private final Clock clock;

	RecentReceipts(Clock clock) {
		this.clock = clock;
	}

	void add(Claim claim, AppendedClaim appended) {
		this.receipts.put(claim.identity(), new Receipt(claim, appended));
	}

	Optional<Receipt> find(ClaimIdentity identity) {
		return Optional.ofNullable(this.receipts.getIfPresent(identity));
	}

	/** Notes a refusal, if it is known whose claim it is. */
	void add(Admission.Refused refused) {
		if (refused.identity() != null) {
			this.refusals.put(refused.identity(), new Refusal(this.clock.instant(), refused.errors()));
		}
	}

	Optional<Refusal> findRefusal(ClaimIdentity identity) {
		return Optional.ofNullable(this.refusals.getIfPresent(identity));
	}

	/**
	 * An accepted claim.
	 */
	record Receipt(Claim claim, AppendedClaim appended) {
	}

	/**
	 * A claim that was refused before it became an event.
	 *
	 * @param receivedAt when
	 * @param errors everything that was wrong with it
	 */
	record Refusal(Instant receivedAt, List<InputError> errors) {
	}

}
