package io.medsettle.api.token;

import java.time.Clock;

import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Whether somebody who was let in may still be there: for answers that take long.
 */
@Component
public class CallerAccess {

	private final Revocations revocations;

	private final Clock clock;

	CallerAccess(Revocations revocations, Clock clock) {
		this.revocations = revocations;
		this.clock = clock;
	}

	/**
	 * Whether the token has neither expired nor been revoked by now.
	 */
	public boolean isValid(Authentication authentication) {
		return authentication instanceof CallerToken token && this.clock.instant().isBefore(token.expiresAt())
				&& !this.revocations.isRevoked(token.getPrincipal(), token.issuedAt());
	}

}
