package io.medsettle.core.signature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;

import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.signature.SignatureKeys.Entry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Judges who wrote an event: the engine, for somebody that it knows, or an organisation,
 * by a key that was valid when the broker took the event. The verdict depends on the
 * event, that time, the registered keys and the setting alone. Safe for use by several
 * threads.
 */
public final class SignatureCheck {

	private static final SignatureVerdict ANYBODY = new SignatureVerdict.Accepted(null);

	private static final String KEY_ID_RULE = "The header signature-key must be the id of a registered key,"
			+ " 32 hexadecimal digits.";

	private static final String ALGORITHM_RULE = "The header signature-algorithm must be EdDSA or SM2.";

	private final EventAuthenticator authenticator;

	private final Map<String, Entry> keys;

	private final boolean required;

	SignatureCheck(EventAuthenticator authenticator, Map<String, Entry> keys, boolean required) {
		this.authenticator = authenticator;
		this.keys = keys;
		this.required = required;
	}

	/**
	 * Judges an event of {@code claims.submitted} or {@code claims.decided}.
	 * @param acceptedAt when the broker took it
	 */
	public SignatureVerdict judge(ConsumerRecord<byte[], byte[]> event, Instant acceptedAt) {
		if (this.authenticator.isGenuineOnItsTopic(event)) {
			return ANYBODY;
		}
		byte[] keyId = header(event, SignatureHeaders.KEY);
		byte[] algorithm = header(event, SignatureHeaders.ALGORITHM);
		byte[] signature = header(event, SignatureHeaders.SIGNATURE);
		if (keyId == null && algorithm == null && signature == null) {
			return this.required ? new SignatureVerdict.Refused(ProblemCode.SIGNATURE_MISSING,
					"The event is not signed: send it with the headers signature-key, signature-algorithm and"
							+ " signature, and let every mirror on its way pass headers on.")
					: ANYBODY;
		}
		if (keyId == null || algorithm == null || signature == null) {
			return new SignatureVerdict.Refused(ProblemCode.SIGNATURE_MISSING,
					"The event lacks one of the headers signature-key, signature-algorithm and signature: send"
							+ " all three, and let every mirror on its way pass headers on.");
		}
		return judge(event, acceptedAt, keyId, algorithm, signature);
	}

	private SignatureVerdict judge(ConsumerRecord<byte[], byte[]> event, Instant acceptedAt, byte[] keyId,
			byte[] algorithm, byte[] signature) {
		String id = text(keyId);
		Entry entry = this.keys.get(id);
		if (entry == null) {
			return isKeyId(keyId) ? invalid("No key " + id + " is registered.")
					: malformed(SignatureHeaders.KEY, keyId, SignatureCheck::isKeyId, KEY_ID_RULE);
		}
		SignatureKey key = entry.key();
		if (!key.algorithm().header().equals(text(algorithm))) {
			return isAlgorithm(algorithm)
					? invalid("The header signature-algorithm must be " + key.algorithm().header() + " for key " + id
							+ ".")
					: malformed(SignatureHeaders.ALGORITHM, algorithm, SignatureCheck::isAlgorithm, ALGORITHM_RULE);
		}
		if (acceptedAt.isBefore(key.validFrom())) {
			return invalid("The key " + id + " is valid from " + key.validFrom() + " on; the broker took the event at "
					+ acceptedAt + ".");
		}
		if (key.isOverAt(acceptedAt)) {
			return invalid("The key " + id + " was valid until " + key.validTo() + "; the broker took the event at "
					+ acceptedAt + ".");
		}
		if (!entry.verification().hasForm(signature)) {
			return malformed(SignatureHeaders.SIGNATURE, signature, entry
				.verification()::hasForm, "The header signature has " + signature.length
						+ " bytes: for EdDSA it must be the 64 bytes themselves, for SM2 the DER sequence of r and s.");
		}
		if (!isKeyed(event, key)) {
			return invalid("The key of the event must be the code of the claim's hospital: it is signed as well.");
		}
		return entry.verification().verifies(signedBytes(event), signature)
				? new SignatureVerdict.Accepted(key.organisation())
				: invalid("The signature is none of topic, key and value as they have arrived: sign the bytes"
						+ " that are sent under the name " + event.topic()
						+ ", and let no mirror on the way write the value anew.");
	}

	/**
	 * A hospital writes under its own code, a city under that of any hospital. Nothing of
	 * a code is a byte 0, so that key and value are told apart in what is signed.
	 */
	private static boolean isKeyed(ConsumerRecord<byte[], byte[]> event, SignatureKey key) {
		byte[] eventKey = event.key();
		if (eventKey == null) {
			return false;
		}
		String hospital = text(eventKey);
		return event.topic().equals(Topics.CLAIMS_SUBMITTED) ? hospital.equals(key.organisation())
				: Hospital.isCode(hospital);
	}

	private static byte[] signedBytes(ConsumerRecord<byte[], byte[]> event) {
		byte[] topic = event.topic().getBytes(StandardCharsets.UTF_8);
		byte[] value = (event.value() != null) ? event.value() : new byte[0];
		return ByteBuffer.allocate(topic.length + event.key().length + value.length + 2)
			.put(topic)
			.put((byte) 0)
			.put(event.key())
			.put((byte) 0)
			.put(value)
			.array();
	}

	/** Mirrors that take bytes for text write Base64, some with quotes around it. */
	private static SignatureVerdict malformed(String name, byte[] value, Predicate<byte[]> form, String rule) {
		try {
			if (form.test(Base64.getDecoder().decode(text(value).replace("\"", "")))) {
				return invalid("The header " + name
						+ " has arrived as Base64 of itself: have the mirror on its way pass"
						+ " on the bytes of headers (header.converter=org.apache.kafka.connect.converters.ByteArrayConverter).");
			}
		}
		catch (IllegalArgumentException ex) {
			// Nor is it Base64: its own rule says what it must be.
		}
		return invalid(rule);
	}

	private static boolean isKeyId(byte[] value) {
		return text(value).matches(SignatureKey.ID_PATTERN);
	}

	private static boolean isAlgorithm(byte[] value) {
		return SignatureAlgorithm.ofHeader(text(value)).isPresent();
	}

	private static SignatureVerdict invalid(String reason) {
		return new SignatureVerdict.Refused(ProblemCode.SIGNATURE_INVALID, reason);
	}

	private static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> event, String name) {
		Header header = event.headers().lastHeader(name);
		return (header != null) ? header.value() : null;
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

}
