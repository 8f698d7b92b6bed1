package io.medsettle.core.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of the key file: 256 bits, of which each use has a key of its own.
 */
final class PrivacyKey {

	static final int LENGTH_BYTES = 32;

	private static final String MAC = "HmacSHA256";

	private static final int ID_BYTES = 4;

	private final String id;

	private final long usedFromMs;

	private final SecretKey numbers;

	private final SecretKey secrets;

	private final ThreadLocal<Mac> tags;

	private final ThreadLocal<Mac> contents;

	/**
	 * @param bytes the key
	 * @param usedFromMs the time of the first visit that it is used for
	 */
	PrivacyKey(byte[] bytes, long usedFromMs) {
		this.usedFromMs = usedFromMs;
		this.id = HexFormat.of().formatHex(Arrays.copyOf(derived(bytes, "id"), ID_BYTES));
		this.numbers = new SecretKeySpec(derived(bytes, "person numbers"), "AES");
		this.secrets = new SecretKeySpec(derived(bytes, "secrets"), "AES");
		this.tags = macs(derived(bytes, "tags of person numbers"));
		this.contents = macs(derived(bytes, "contents of claims"));
	}

	/** Tells the key from others, and nothing of it. */
	String id() {
		return this.id;
	}

	long usedFromMs() {
		return this.usedFromMs;
	}

	/** What encrypts person numbers. */
	SecretKey numbers() {
		return this.numbers;
	}

	/** What encrypts everything that is never compared. */
	SecretKey secrets() {
		return this.secrets;
	}

	/** What the tags of person numbers are made with, for the thread that asks. */
	Mac tags() {
		return this.tags.get();
	}

	/** What claims' contents are hashed with, for the thread that asks. */
	Mac contents() {
		return this.contents.get();
	}

	private static ThreadLocal<Mac> macs(byte[] key) {
		return ThreadLocal.withInitial(() -> mac(key));
	}

	private static byte[] derived(byte[] key, String use) {
		return mac(key).doFinal(("medsettle " + use).getBytes(StandardCharsets.UTF_8));
	}

	private static Mac mac(byte[] key) {
		try {
			Mac mac = Mac.getInstance(MAC);
			mac.init(new SecretKeySpec(key, MAC));
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + MAC + ".", ex);
		}
	}

	static Cipher cipher(String transformation) {
		try {
			return Cipher.getInstance(transformation);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + transformation + ".", ex);
		}
	}

	@Override
	public String toString() {
		return "PrivacyKey " + this.id;
	}

}
