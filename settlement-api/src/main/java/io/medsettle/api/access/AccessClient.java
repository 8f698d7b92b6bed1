package io.medsettle.api.access;

import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A system that calls the engine for an organisation.
 *
 * @param clientId known to everybody
 * @param secretHash as the password encoder writes it
 * @param organisation the code of the hospital or city; empty for the region
 * @param validFrom before it, it gets no token
 * @param validTo from it on, it gets no token; null until further notice
 * @param revokedAt from it on it is refused, whatever token it has; null if it is not
 * @param certificateSubject whose certificate it shows where others have a secret, as RFC
 * 2253 writes it; null if it has a secret
 */
public record AccessClient(String clientId, String secretHash, AccessRole role, String organisation, Instant validFrom,
		@Nullable Instant validTo, @Nullable Instant revokedAt, @Nullable String certificateSubject) {

	/** A client that has a secret. */
	public AccessClient(String clientId, String secretHash, AccessRole role, String organisation, Instant validFrom,
			@Nullable Instant validTo, @Nullable Instant revokedAt) {
		this(clientId, secretHash, role, organisation, validFrom, validTo, revokedAt, null);
	}

	Caller caller() {
		return new Caller(Caller.Kind.CLIENT, this.clientId, Set.of(this.role), this.organisation);
	}

	/**
	 * Whether it may call at a moment.
	 */
	public boolean isValidAt(Instant instant) {
		return !instant.isBefore(this.validFrom) && (this.validTo == null || instant.isBefore(this.validTo))
				&& (this.revokedAt == null || instant.isBefore(this.revokedAt));
	}

}
