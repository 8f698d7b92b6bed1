package io.medsettle.core.claim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256, by which contents are told apart, files are known and breaks are named.
 */
public final class Sha256 {

	private Sha256() {
	}

	/** A digest that nothing has been added to. */
	public static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256.", ex);
		}
	}

	/**
	 * The digest of some bytes, hexadecimal.
	 */
	public static String of(byte[] bytes) {
		return HexFormat.of().formatHex(digest().digest(bytes));
	}

	/**
	 * The digest of a file as it lies on the disk, hexadecimal.
	 */
	public static String ofFile(Path file) throws IOException {
		MessageDigest digest = digest();
		try (InputStream stream = new DigestInputStream(Files.newInputStream(file), digest)) {
			stream.transferTo(OutputStream.nullOutputStream());
		}
		return HexFormat.of().formatHex(digest.digest());
	}

}
