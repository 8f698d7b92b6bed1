package io.medsettle.core.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts secrets that are kept in the database and never compared there: by
 * AES-256-GCM, so that the same secret never looks the same.
 */
public final class SecretCipher {

	private static final int NONCE_BYTES = 12;

	private static final int TAG_BITS = 128;

	private static final String BEHIND_KEY_ID = ".";

	private final PrivacyKeys keys;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	SecretCipher(PrivacyKeys keys, Clock clock) {
		this.keys = keys;
		this.clock = clock;
	}

	/**
	 * The secret as it is kept.
	 * @param place where it is kept, as it can be read nowhere else
	 */
	public String seal(String place, String secret) {
		PrivacyKey key = this.keys.usedAt(this.clock.millis());
		byte[] nonce = new byte[NONCE_BYTES];
		this.random.nextBytes(nonce);
		try {
			byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key, nonce, place)
				.doFinal(secret.getBytes(StandardCharsets.UTF_8));
			byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
			System.arraycopy(encrypted, 0, sealed, NONCE_BYTES, encrypted.length);
			return key.id() + BEHIND_KEY_ID + Base64.getEncoder().encodeToString(sealed);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java encrypts by AES-GCM.", ex);
		}
	}

	/**
	 * The secret that is kept at a place.
	 * @throws IllegalStateException if it is not as it was written
	 */
	public String open(String place, String sealed) {
		int dot = sealed.indexOf(BEHIND_KEY_ID);
		PrivacyKey key = (dot < 0) ? null : this.keys.find(sealed.substring(0, dot));
		if (key == null) {
			throw new IllegalStateException(place + " in the database is encrypted by no key of the key file.");
		}
		try {
			byte[] bytes = Base64.getDecoder().decode(sealed.substring(dot + 1));
			return new String(cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(bytes, NONCE_BYTES), place)
				.doFinal(Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length)), StandardCharsets.UTF_8);
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			throw new IllegalStateException(place + " in the database is not as it was written.", ex);
		}
	}

	private static Cipher cipher(int mode, PrivacyKey key, byte[] nonce, String place) throws GeneralSecurityException {
		Cipher cipher = PrivacyKey.cipher("AES/GCM/NoPadding");
		cipher.init(mode, key.secrets(), new GCMParameterSpec(TAG_BITS, nonce));
		cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
		return cipher;
	}

}
