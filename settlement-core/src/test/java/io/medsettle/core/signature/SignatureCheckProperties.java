package io.medsettle.core.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.medsettle.core.claim.SampleEvent;
import io.medsettle.core.kafka.Topics;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No bit of what is signed, nor of the signature, can be another.
 */
class SignatureCheckProperties {

	private static final String HOSPITAL = "H31000000001";

	private static final byte[] VALUE = SampleEvent.settlement().bytes();

	private static final List<TestSigner> SIGNERS = List.of(TestSigner.ed25519(), TestSigner.sm2());

	private static final List<byte[]> SIGNATURES = SIGNERS.stream()
		.map((signer) -> signer.signature(Topics.CLAIMS_SUBMITTED, HOSPITAL, VALUE))
		.toList();

	private static final List<SignatureCheck> CHECKS = SIGNERS.stream()
		.map((signer) -> TestSigner.check(true, signer.keyOf(HOSPITAL)))
		.toList();

	@Property(tries = 600)
	void anyBitThatIsFlippedIsNoticed(@ForAll @IntRange(min = 0, max = 1) int which,
			@ForAll @IntRange(min = 0, max = 3) int part, @ForAll @IntRange(min = 0, max = 100_000) int place) {
		TestSigner signer = SIGNERS.get(which);
		byte[] topic = Topics.CLAIMS_SUBMITTED.getBytes(StandardCharsets.ISO_8859_1);
		byte[] key = HOSPITAL.getBytes(StandardCharsets.ISO_8859_1);
		byte[] value = VALUE.clone();
		byte[] signature = SIGNATURES.get(which).clone();
		byte[] flipped = List.of(topic, key, value, signature).get(part);
		int bit = place % (flipped.length * 8);
		flipped[bit / 8] ^= (byte) (1 << (bit % 8));
		ConsumerRecord<byte[], byte[]> event = signer.event(new String(topic, StandardCharsets.ISO_8859_1), key, value,
				signature);

		assertThat(CHECKS.get(which).judge(event, TestSigner.TAKEN_AT)).isInstanceOf(SignatureVerdict.Refused.class);
	}

}
