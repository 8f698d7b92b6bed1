package io.medsettle.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.medsettle.core.claim.Sha256;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * How secrets are kept. Those that the engine makes are random and long: nobody finds
 * them by guessing, so a fast hash keeps them, and a client that fetches a token costs
 * next to nothing. What people choose needs a slow one.
 */
public final class SecretEncoder {

	static final String FAST = "sha256";

	static final String SLOW = "bcrypt";

	private static final int SECRET_BYTES = 32;

	private SecretEncoder() {
	}

	/** Reads both, and writes the slow one. */
	public static PasswordEncoder slow() {
		return encoder(SLOW);
	}

	/** Reads both, and writes the fast one. */
	public static PasswordEncoder fast() {
		return encoder(FAST);
	}

	/** A secret of 256 random bits. */
	public static String newSecret() {
		byte[] secret = new byte[SECRET_BYTES];
		new SecureRandom().nextBytes(secret);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
	}

	private static PasswordEncoder encoder(String written) {
		return new DelegatingPasswordEncoder(written, Map.of(FAST, new FastHash(), SLOW, new BoundedHash())) {

			/** Each is kept as it was meant to be. */
			@Override
			protected boolean upgradeEncodingNonNull(String hash) {
				return false;
			}
		};
	}

	/**
	 * A slow hash that takes one processor at most, however many guess: whoever floods
	 * the login or the token endpoint waits, and claims go on. Who has waited for too
	 * long is told what a wrong secret is told.
	 */
	private static final class BoundedHash implements PasswordEncoder {

		private static final Semaphore TURNS = new Semaphore(1, true);

		private static final Duration WAIT_MAX = Duration.ofSeconds(5);

		private final PasswordEncoder hash = new BCryptPasswordEncoder();

		@Override
		public @Nullable String encode(@Nullable CharSequence secret) {
			return this.hash.encode(secret);
		}

		@Override
		public boolean matches(@Nullable CharSequence secret, @Nullable String kept) {
			try {
				if (!TURNS.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
					return false;
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
			try {
				return this.hash.matches(secret, kept);
			}
			finally {
				TURNS.release();
			}
		}

	}

	private static final class FastHash implements PasswordEncoder {

		@Override
		public @Nullable String encode(@Nullable CharSequence secret) {
			return (secret != null) ? Sha256.of(secret.toString().getBytes(StandardCharsets.UTF_8)) : null;
		}

		@Override
		public boolean matches(@Nullable CharSequence secret, @Nullable String hash) {
			String encoded = encode(secret);
			return encoded != null && hash != null && MessageDigest.isEqual(encoded.getBytes(StandardCharsets.US_ASCII),
					hash.getBytes(StandardCharsets.US_ASCII));
		}

	}

}
