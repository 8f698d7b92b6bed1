package io.medsettle.api.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import io.medsettle.core.claim.Sha256;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Signs claims by Ed25519, each hospital with a key of its own, which is always the same.
 */
final class EventSigner {

	/** What stands before the point in a public key as it is registered. */
	private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

	private final Map<String, Key> keys = new TreeMap<>();

	/**
	 * Makes the key of a hospital.
	 * @return the public key as it is registered
	 */
	byte[] add(String hospitalCode) {
		byte[] secret = HexFormat.of().parseHex(Sha256.of(hospitalCode.getBytes(StandardCharsets.UTF_8)));
		byte[] info = Arrays.copyOf(PREFIX, PREFIX.length + Ed25519.PUBLIC_KEY_SIZE);
		Ed25519.generatePublicKey(secret, 0, info, PREFIX.length);
		this.keys.put(hospitalCode, new Key(secret, Sha256.of(info).substring(0, 32).getBytes(StandardCharsets.UTF_8)));
		return info;
	}

	/** Adds the headers of its signature to an event. */
	void sign(ProducerRecord<byte[], byte[]> event) {
		String hospitalCode = new String(event.key(), StandardCharsets.UTF_8);
		Key key = this.keys.get(hospitalCode);
		byte[] before = (event.topic() + "\0" + hospitalCode + "\0").getBytes(StandardCharsets.UTF_8);
		byte[] message = Arrays.copyOf(before, before.length + event.value().length);
		System.arraycopy(event.value(), 0, message, before.length, event.value().length);
		byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
		Ed25519.sign(key.secret(), 0, message, 0, message.length, signature, 0);
		event.headers()
			.add("signature-key", key.id())
			.add("signature-algorithm", "EdDSA".getBytes(StandardCharsets.UTF_8))
			.add("signature", signature);
	}

	private record Key(byte[] secret, byte[] id) {
	}

}
