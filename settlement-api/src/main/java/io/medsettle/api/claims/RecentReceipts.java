package io.medsettle.api.claims;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.intake.AppendedClaim;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;

import org.springframework.stereotype.Component;

/**
 * The claims that this process accepted last, so that a hospital which asks at once finds
 * its claim although no ledger has it yet. Bounded: when the ledgers lag behind for long,
 * the oldest are forgotten and unknown until they are posted.
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

	void add(Claim claim, AppendedClaim appended) {
		this.receipts.put(claim.identity(), new Receipt(claim, appended));
	}

	Optional<Receipt> find(ClaimIdentity identity) {
		return Optional.ofNullable(this.receipts.getIfPresent(identity));
	}

	/**
	 * An accepted claim.
	 */
	record Receipt(Claim claim, AppendedClaim appended) {
	}

}
