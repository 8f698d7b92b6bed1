package io.medsettle.core.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;

import io.medsettle.core.claim.SampleEvent;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.signature.SignatureVerdict.Accepted;
import io.medsettle.core.signature.SignatureVerdict.Refused;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who wrote an event, whatever has happened to it on the way.
 */
class SignatureCheckTests {

	private static final String HOSPITAL = "H31000000001";

	private static final String CITY = "320500";

	private static final byte[] VALUE = SampleEvent.settlement().bytes();

	private static final Instant TAKEN_AT = TestSigner.TAKEN_AT;

	static Stream<TestSigner> signers() {
		return Stream.of(TestSigner.ed25519(), TestSigner.sm2());
	}

	@ParameterizedTest
	@MethodSource("signers")
	void aSignedEventIsItsHospitals(TestSigner signer) {
		SignatureCheck check = TestSigner.check(true, signer.keyOf(HOSPITAL));
		ConsumerRecord<byte[], byte[]> event = signer.event(Topics.CLAIMS_SUBMITTED, HOSPITAL, VALUE);
		event.headers().add("of a mirror", new byte[] { 1 });

		assertThat(check.judge(event, TAKEN_AT)).isEqualTo(new Accepted(HOSPITAL));
		assertThat(((Accepted) check.judge(event, TAKEN_AT)).speaksFor("H31000000002")).isFalse();
	}

	@Test
	void aCitySignsUnderTheCodeOfAHospital() {
		TestSigner signer = TestSigner.ed25519();
		SignatureCheck check = TestSigner.check(true, signer.keyOf(CITY));

		assertThat(check.judge(signer.event(Topics.CLAIMS_DECIDED, HOSPITAL, VALUE), TAKEN_AT))
			.isEqualTo(new Accepted(CITY));
		assertThat(refusal(check, signer.event(Topics.CLAIMS_DECIDED, "x", VALUE)).reason())
			.contains("key of the event");
	}

	@Test
	void whatIsNotSignedIsRefusedOnlyWhereItMustBe() {
		ConsumerRecord<byte[], byte[]> event = TestSigner.unsigned(Topics.CLAIMS_SUBMITTED, bytes(HOSPITAL), VALUE);

		Refused refused = refusal(TestSigner.check(true), event);
		assertThat(refused.code()).isEqualTo(ProblemCode.SIGNATURE_MISSING);
		assertThat(refused.reason()).contains("mirror");
		assertThat(TestSigner.check(false).judge(event, TAKEN_AT)).isEqualTo(new Accepted(null));
	}

	@ParameterizedTest
	@ValueSource(strings = { SignatureHeaders.KEY, SignatureHeaders.ALGORITHM, SignatureHeaders.SIGNATURE })
	void aHeaderThatIsLostIsMissed(String name) {
		TestSigner signer = TestSigner.ed25519();
		ConsumerRecord<byte[], byte[]> event = signer.event(Topics.CLAIMS_SUBMITTED, HOSPITAL, VALUE);
		event.headers().remove(name);

		assertThat(refusal(TestSigner.check(false, signer.keyOf(HOSPITAL)), event).code())
			.isEqualTo(ProblemCode.SIGNATURE_MISSING);
		event.headers().add(name, null);
		assertThat(refusal(TestSigner.check(false, signer.keyOf(HOSPITAL)), event).code())
			.isEqualTo(ProblemCode.SIGNATURE_MISSING);
	}

	@ParameterizedTest
	@ValueSource(strings = { SignatureHeaders.KEY, SignatureHeaders.ALGORITHM, SignatureHeaders.SIGNATURE })
	void aHeaderThatArrivesAsBase64OfItselfIsTold(String name) {
		for (TestSigner signer : signers().toList()) {
			for (String around : new String[] { "", "\"" }) {
				ConsumerRecord<byte[], byte[]> event = signer.event(Topics.CLAIMS_SUBMITTED, HOSPITAL, VALUE);
				Header header = event.headers().lastHeader(name);
				event.headers().remove(name);
				event.headers().add(name, bytes(around + Base64.getEncoder().encodeToString(header.value()) + around));

				Refused refused = refusal(TestSigner.check(false, signer.keyOf(HOSPITAL)), event);
				assertThat(refused.code()).isEqualTo(ProblemCode.SIGNATURE_INVALID);
				assertThat(refused.reason()).startsWith("The header " + name + " has arrived as Base64 of itself")
					.contains("header.converter");
			}
		}
	}

	@Test
	void aValueThatWasWrittenAnewIsNotTheSigned() {
		TestSigner signer = TestSigner.ed25519();
		byte[] signature = signer.signature(Topics.CLAIMS_SUBMITTED, HOSPITAL, VALUE);
		byte[] other = bytes(new String(VALUE, StandardCharsets.UTF_8).replace("\":", "\": "));

		assertThat(refusal(TestSigner.check(false, signer.keyOf(HOSPITAL)),
				signer.event(Topics.CLAIMS_SUBMITTED, bytes(HOSPITAL), other, signature))
			.reason()).startsWith("The signature is none of topic, key and value as they have arrived");
	}

	@Test
	void aKeyCountsFromAnInstantOnUntilAnother() {
		TestSigner signer = TestSigner.ed25519();
		ConsumerRecord<byte[], byte[]> event = signer.event(Topics.CLAIMS_SUBMITTED, HOSPITAL, VALUE);
		SignatureCheck check = TestSigner.check(true, signer.keyOf(HOSPITAL, TAKEN_AT, TAKEN_AT.plusMillis(10)));

		assertThat(((Refused) check.judge(event, TAKEN_AT.minusMillis(1))).reason()).contains("is valid from");
		assertThat(check.judge(event, TAKEN_AT)).isEqualTo(new Accepted(HOSPITAL));
		assertThat(check.judge(event, TAKEN_AT.plusMillis(9))).isEqualTo(new Accepted(HOSPITAL));
		assertThat(((Refused) check.judge(event, TAKEN_AT.plusMillis(10))).reason()).contains("was valid until");
	}

	@Test
	void aKeyThatIsReplacedWhileEventsWaitStandsForThoseThatItHasSigned() {
		TestSigner old = TestSigner.ed25519();
		TestSigner next = TestSigner.ed25519();
		Instant change = TAKEN_AT.plusSeconds(10);
		SignatureCheck check = TestSigner.check(true, old.keyOf(HOSPITAL, TAKEN_AT, change),
				next.keyOf(HOSPITAL, change, null));
		ConsumerRecord<byte[], byte[]> byOld = old.event(Topics.CLAIMS_SUBMITTED, HOSPITAL, VALUE);
		ConsumerRecord<byte[], byte[]> byNext = next.event(Topics.CLAIMS_SUBMITTED, HOSPITAL, VALUE);

		assertThat(check.judge(byOld, TAKEN_AT)).isEqualTo(new Accepted(HOSPITAL));
		assertThat(check.judge(byNext, TAKEN_AT)).isInstanceOf(Refused.class);
		assertThat(check.judge(byOld, change)).isInstanceOf(Refused.class);
		assertThat(check.judge(byNext, change)).isEqualTo(new Accepted(HOSPITAL));
	}

	@Test
	void aKeyOfAnotherHospitalAnotherAlgorithmOrNobodyIsRefused() {
		TestSigner signer = TestSigner.ed25519();
		ConsumerRecord<byte[], byte[]> event = signer.event(Topics.CLAIMS_SUBMITTED, HOSPITAL, VALUE);

		assertThat(refusal(TestSigner.check(true, signer.keyOf("H31000000002")), event).reason())
			.contains("key of the event");
		assertThat(refusal(TestSigner.check(true), event).reason())
			.isEqualTo("No key " + signer.id() + " is registered.");
		event.headers().add(SignatureHeaders.ALGORITHM, bytes("SM2"));
		assertThat(refusal(TestSigner.check(true, signer.keyOf(HOSPITAL)), event).reason())
			.startsWith("The header signature-algorithm must be EdDSA");
		assertThat(refusal(TestSigner.check(true, signer.keyOf(HOSPITAL)),
				signer.event(Topics.CLAIMS_SUBMITTED, null, VALUE, new byte[64]))
			.reason()).contains("key of the event");
	}

	/** Elsewhere it authenticates what others have written. */
	@Test
	void onlyWhatTheEngineHasWrittenForTheTopicIsItsOwn() {
		EventAuthenticator authenticator = new EventAuthenticator(new byte[32]);
		SignatureCheck check = TestSigner.check(true);
		ConsumerRecord<byte[], byte[]> own = TestSigner.unsigned(Topics.CLAIMS_SUBMITTED, bytes(HOSPITAL), VALUE);
		authenticator.signedForItsTopic(new ProducerRecord<>(own.topic(), null, own.key(), own.value(), own.headers()))
			.headers()
			.forEach(own.headers()::add);
		ConsumerRecord<byte[], byte[]> copied = TestSigner.unsigned(Topics.CLAIMS_DECIDED, own.key(), own.value());
		own.headers().forEach(copied.headers()::add);
		ConsumerRecord<byte[], byte[]> letter = TestSigner.unsigned(Topics.CLAIMS_SUBMITTED, own.key(), own.value());
		letter.headers().add("reason", bytes("The event is not signed."));
		authenticator.sign(letter.headers(), letter.key(), letter.value());

		assertThat(check.judge(own, TAKEN_AT)).isEqualTo(new Accepted(null));
		assertThat(refusal(check, copied).code()).isEqualTo(ProblemCode.SIGNATURE_MISSING);
		assertThat(refusal(check, letter).code()).isEqualTo(ProblemCode.SIGNATURE_MISSING);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 63, 65, 72, 100_000 })
	void aSignatureOfAnyLengthIsRefused(int length) {
		for (TestSigner signer : signers().toList()) {
			byte[] signature = new byte[length];
			if (length > 0) {
				signature[0] = 0x30;
			}
			Refused refused = refusal(TestSigner.check(true, signer.keyOf(HOSPITAL)),
					signer.event(Topics.CLAIMS_SUBMITTED, bytes(HOSPITAL), VALUE, signature));
			assertThat(refused.code()).isEqualTo(ProblemCode.SIGNATURE_INVALID);
			assertThat(refused.reason()).hasSizeLessThan(500);
		}
	}

	private static Refused refusal(SignatureCheck check, ConsumerRecord<byte[], byte[]> event) {
		return (Refused) check.judge(event, TAKEN_AT);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
