package io.medsettle.core.signature;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What events are signed by.
 */
public enum SignatureAlgorithm {

	/** Ed25519 (RFC 8032): the 64 bytes of the signature. */
	EDDSA("EdDSA"),

	/**
	 * SM2 with SM3 (GM/T 0003) for the usual id {@code 1234567812345678}: the DER
	 * sequence of r and s (GM/T 0009).
	 */
	SM2("SM2");

	private final String header;

	SignatureAlgorithm(String header) {
		this.header = header;
	}

	/** What the header {@code signature-algorithm} says. */
	public String header() {
		return this.header;
	}

	static Optional<SignatureAlgorithm> ofHeader(String text) {
		return Stream.of(values()).filter((algorithm) -> algorithm.header.equals(text)).findFirst();
	}

}
