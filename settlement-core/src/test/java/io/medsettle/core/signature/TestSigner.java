package io.medsettle.core.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.medsettle.core.claim.Sha256;
import io.medsettle.core.kafka.EventAuthenticator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/**
 * Signs events as a hospital's program does, by other code than verifies them where there
 * is any: Ed25519 of the JDK.
 */
public final class TestSigner {

	/** When the broker takes the events. */
	public static final Instant TAKEN_AT = Instant.parse("2026-11-20T01:00:00Z");

	private final SignatureAlgorithm algorithm;

	private final KeyPair pair;

	private TestSigner(SignatureAlgorithm algorithm, KeyPair pair) {
		this.algorithm = algorithm;
		this.pair = pair;
	}

	public static TestSigner ed25519() {
		return new TestSigner(SignatureAlgorithm.EDDSA, made("Ed25519"));
	}

	static TestSigner sm2() {
		return new TestSigner(SignatureAlgorithm.SM2, made("SM2"));
	}

	private static KeyPair made(String name) {
		try {
			if (name.equals("Ed25519")) {
				return KeyPairGenerator.getInstance(name).generateKeyPair();
			}
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
			generator.initialize(new ECGenParameterSpec("sm2p256v1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What registers no other keys than these. */
	public static SignatureCheck check(boolean required, SignatureKey... keys) {
		Map<String, SignatureKeys.Entry> entries = new HashMap<>();
		for (SignatureKey key : keys) {
			byte[] info = Base64.getDecoder().decode(key.publicKey());
			entries.put(key.id(), new SignatureKeys.Entry(key, Objects.requireNonNull(VerificationKey.read(info))));
		}
		return new SignatureCheck(new EventAuthenticator(new byte[32]), entries, required);
	}

	/** Its key, valid for an organisation since an hour before the events are taken. */
	public SignatureKey keyOf(String organisation) {
		return keyOf(organisation, TAKEN_AT.minusSeconds(3600), null);
	}

	SignatureKey keyOf(String organisation, Instant from, @Nullable Instant to) {
		return new SignatureKey(id(), organisation, this.algorithm, publicKey(), from, to, from.minusSeconds(60));
	}

	String publicKey() {
		return Base64.getEncoder().encodeToString(this.pair.getPublic().getEncoded());
	}

	String id() {
		return Sha256.of(this.pair.getPublic().getEncoded()).substring(0, 32);
	}

	/** An event with its signature. */
	public ConsumerRecord<byte[], byte[]> event(String topic, String key, byte[] value) {
		return event(topic, key.getBytes(StandardCharsets.UTF_8), value, signature(topic, key, value));
	}

	ConsumerRecord<byte[], byte[]> event(String topic, byte @Nullable [] key, byte @Nullable [] value,
			byte[] signature) {
		ConsumerRecord<byte[], byte[]> event = unsigned(topic, key, value);
		event.headers().add(SignatureHeaders.KEY, id().getBytes(StandardCharsets.UTF_8));
		event.headers().add(SignatureHeaders.ALGORITHM, this.algorithm.header().getBytes(StandardCharsets.UTF_8));
		event.headers().add(SignatureHeaders.SIGNATURE, signature);
		return event;
	}

	static ConsumerRecord<byte[], byte[]> unsigned(String topic, byte @Nullable [] key, byte @Nullable [] value) {
		return new ConsumerRecord<>(topic, 0, 0, TAKEN_AT.toEpochMilli(), TimestampType.LOG_APPEND_TIME, 0, 0, key,
				value, new RecordHeaders(), Optional.empty());
	}

	byte[] signature(String topic, String key, byte[] value) {
		try {
			Signature signature = (this.algorithm == SignatureAlgorithm.EDDSA) ? Signature.getInstance("Ed25519")
					: Signature.getInstance("SM3withSM2", new BouncyCastleProvider());
			signature.initSign(this.pair.getPrivate());
			for (byte[] part : List.of(topic.getBytes(StandardCharsets.UTF_8), new byte[1],
					key.getBytes(StandardCharsets.UTF_8), new byte[1], value)) {
				signature.update(part);
			}
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
