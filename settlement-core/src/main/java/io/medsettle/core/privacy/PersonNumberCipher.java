package io.medsettle.core.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ContentHash;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the number of a person as it is kept with a claim: by AES-256 in counter mode,
 * counted from a tag that is HMAC-SHA-256 of the number, the hospital and the time of the
 * visit, cut to 16 bytes, and which tells whether anything was changed (the composition
 * SIV of Rogaway and Shrimpton).
 * <p>
 * The same number at the same hospital at the same time is the same text, so that the
 * database can compare the two books and find a visit that was submitted twice. The same
 * person at any other time or hospital is another text: nobody sees who came again. Which
 * key is used is told by the time of the visit too.
 */
public final class PersonNumberCipher {

	private static final int TAG_BYTES = 16;

	private static final char BEHIND_KEY_ID = '.';

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private final PrivacyKeys keys;

	private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(() -> PrivacyKey.cipher("AES/CTR/NoPadding"));

	PersonNumberCipher(PrivacyKeys keys) {
		this.keys = keys;
	}

	/**
	 * The number as it is kept: the id of the key, a dot, and tag and encrypted number as
	 * Base64.
	 * @param hospitalCode of the claim
	 * @param settledAtMs the time of the visit, in milliseconds since 1970
	 */
	public String seal(String hospitalCode, long settledAtMs, String personNo) {
		PrivacyKey key = this.keys.usedAt(settledAtMs);
		byte[] number = personNo.getBytes(StandardCharsets.UTF_8);
		byte[] tag = tag(key, hospitalCode, settledAtMs, number);
		byte[] sealed = Arrays.copyOf(tag, TAG_BYTES + number.length);
		System.arraycopy(crypt(Cipher.ENCRYPT_MODE, key, tag, number), 0, sealed, TAG_BYTES, number.length);
		return key.id() + BEHIND_KEY_ID + ENCODER.encodeToString(sealed);
	}

	/**
	 * The number of a claim.
	 * @throws IllegalStateException if what is kept is not as it was written
	 */
	public String open(String hospitalCode, long settledAtMs, String sealed) {
		String number = opened(hospitalCode, settledAtMs, sealed);
		if (number == null) {
			throw new IllegalStateException("The person number of a claim of hospital " + hospitalCode
					+ " is not as it was written to the database.");
		}
		return number;
	}

	/**
	 * The number of a claim to compare with others: what is not as it was written stays
	 * as it is, and so is nobody's number.
	 */
	public String openToCompare(String hospitalCode, long settledAtMs, String sealed) {
		String number = opened(hospitalCode, settledAtMs, sealed);
		return (number != null) ? number : sealed;
	}

	/**
	 * {@link ContentHash} of a claim. As it is made with a key, nobody finds the person's
	 * number by trying all there are.
	 */
	public long contentHash(Claim claim) {
		return ContentHash.of(claim, this.keys.usedAt(claim.settledAt().toInstant().toEpochMilli()).contents());
	}

	private @Nullable String opened(String hospitalCode, long settledAtMs, String sealed) {
		int dot = sealed.indexOf(BEHIND_KEY_ID);
		PrivacyKey key = (dot < 0) ? null : this.keys.find(sealed.substring(0, dot));
		byte[] bytes = (key == null) ? null : decoded(sealed.substring(dot + 1));
		if (key == null || bytes == null || bytes.length < TAG_BYTES) {
			return null;
		}
		byte[] tag = Arrays.copyOf(bytes, TAG_BYTES);
		byte[] number = crypt(Cipher.DECRYPT_MODE, key, tag, Arrays.copyOfRange(bytes, TAG_BYTES, bytes.length));
		return MessageDigest.isEqual(tag, tag(key, hospitalCode, settledAtMs, number))
				? new String(number, StandardCharsets.UTF_8) : null;
	}

	private static byte @Nullable [] decoded(String text) {
		try {
			return Base64.getUrlDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private byte[] crypt(int mode, PrivacyKey key, byte[] tag, byte[] number) {
		try {
			Cipher cipher = this.ciphers.get();
			cipher.init(mode, key.numbers(), new IvParameterSpec(tag));
			return cipher.doFinal(number);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java encrypts by AES.", ex);
		}
	}

	/**
	 * The hospital's code has its length before it, so that no two places give the same
	 * bytes.
	 */
	private static byte[] tag(PrivacyKey key, String hospitalCode, long settledAtMs, byte[] number) {
		byte[] hospital = hospitalCode.getBytes(StandardCharsets.UTF_8);
		Mac mac = key.tags();
		mac.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES + hospital.length)
			.putLong(settledAtMs)
			.putInt(hospital.length)
			.put(hospital)
			.flip());
		return Arrays.copyOf(mac.doFinal(number), TAG_BYTES);
	}

}
