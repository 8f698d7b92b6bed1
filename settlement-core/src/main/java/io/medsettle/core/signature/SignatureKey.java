package io.medsettle.core.signature;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A key that is registered for an organisation.
 *
 * @param id the first 32 hexadecimal digits of the SHA-256 of the key, as DER
 * @param organisation whose it is: the code of a hospital or of a city
 * @param algorithm what it signs by
 * @param publicKey X.509 SubjectPublicKeyInfo in Base64
 * @param validFrom the first instant at which the broker may take an event that it signs
 * @param validTo the first instant at which it may no longer; null until further notice
 * @param registeredAt when it was registered
 */
public record SignatureKey(String id, String organisation, SignatureAlgorithm algorithm, String publicKey,
		Instant validFrom, @Nullable Instant validTo, Instant registeredAt) {

	/** What an id looks like. */
	static final String ID_PATTERN = "[0-9a-f]{32}";

	boolean isOverAt(Instant instant) {
		return this.validTo != null && !instant.isBefore(this.validTo);
	}

}
