package io.medsettle.core.routing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.medsettle.core.calendar.Dated;
import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.ClaimRules;
import io.medsettle.core.claim.SampleEvent;
import io.medsettle.core.clearing.ClearingCalendar;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DayEnds;
import io.medsettle.core.kafka.EventAuthenticator;
import io.medsettle.core.kafka.EventSizes;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.registry.Registry;
import io.medsettle.core.signature.EventSignatures;
import io.medsettle.core.signature.TestSigner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * What the router makes of events. How it shares transactions with Kafka, the simulation
 * and the integration tests show.
 */
class RouterTests {

	private static final LocalDate LONG_AGO = LocalDate.of(2000, 1, 1);

	private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

	/** Midnight in Shanghai. */
	private static final Instant CUT_OFF = Instant.parse("2026-11-20T16:00:00Z");

	private static final Instant ACCEPTED_AT = Instant.parse("2026-11-20T01:00:00Z");

	private static final byte[] KEY = utf8("any key");

	private final MockProducer<byte[], byte[]> producer = new MockProducer<>(true, null, new ByteArraySerializer(),
			new ByteArraySerializer()) {

		@Override
		public void close(Duration timeout) {
			// A real factory keeps it for the next send.
		}

	};

	private final RegistryStore registries = mock();

	private final ClearingDays days = mock();

	private final DayEnds dayEnds = mock();

	private final EventSignatures signatures = mock();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Router router = new Router(
			new KafkaTemplate<>(new MockProducerFactory<byte[], byte[]>(() -> this.producer)), new ClaimDecoder(),
			new ClaimRules(Duration.ofMinutes(5), Dated.from(Duration.ofDays(365), new TreeMap<>()),
					ZoneId.of("Asia/Shanghai")),
			this.registries, this.days, this.dayEnds, Clock.fixed(CUT_OFF, ZoneOffset.UTC),
			new RouterMeters(this.meters), new EventAuthenticator(new byte[32]), this.signatures);

	@BeforeEach
	void openDays() {
		given(this.registries.current())
			.willReturn(registry(new Hospital("H31000000001", "甲", "310000", 3, LONG_AGO, null)));
		given(this.days.calendar(any(), any())).willReturn(ClearingCalendar
			.of(new TreeMap<>(Map.of(DAY, CUT_OFF, DAY.plusDays(1), CUT_OFF.plus(Duration.ofDays(1))))));
		given(this.dayEnds.since(any())).willReturn(new DayEnds.Ends(Map.of()));
		given(this.signatures.current()).willReturn(TestSigner.check(false));
	}

	@Test
	void writesTheEventsBytesAsALegForEachSideUnderItsHospital() {
		byte[] bytes = SampleEvent.settlement().bytes();
		route(event(3, 1204, ACCEPTED_AT, bytes));
		assertThat(outcomes()).extracting(ProducerRecord::topic)
			.containsExactly(Topics.CLAIMS_ROUTED_TREATMENT, Topics.CLAIMS_ROUTED_INSURED);
		assertThat(outcomes()).allSatisfy((leg) -> {
			assertThat(leg.key()).isEqualTo(utf8("H31000000001"));
			assertThat(leg.value()).isEqualTo(bytes);
			assertThat(leg.partition()).as("left to the key").isNull();
			assertThat(headers(leg))
				.containsOnlyKeys("source", "acceptedAt", "clearingDay", "treatmentCity", "authenticator")
				.contains(entry("source", "3-1204"), entry("acceptedAt", Long.toString(ACCEPTED_AT.toEpochMilli())),
						entry("clearingDay", DAY.toString()), entry("treatmentCity", "310000"));
		});
		assertThat(events("routed")).isEqualTo(1);
	}

	@Test
	void tellsTheHospitalsCityAsOfTheDayOfTheVisit() {
		LocalDate moved = LocalDate.of(2026, 11, 19);
		given(this.registries.current())
			.willReturn(registry(new Hospital("H31000000001", "甲", "330200", 3, LONG_AGO, moved),
					new Hospital("H31000000001", "甲", "310000", 3, moved, null)));
		route(event(0, 0, ACCEPTED_AT,
				SampleEvent.settlement().with("settledAt", "\"2026-11-18T23:59:59+08:00\"").bytes()),
				event(0, 1, ACCEPTED_AT,
						SampleEvent.settlement().with("settledAt", "\"2026-11-18T16:00:00Z\"").bytes()));
		assertThat(outcomes()).extracting((leg) -> headers(leg).get("treatmentCity"))
			.containsExactly("330200", "330200", "310000", "310000");
	}

	@Test
	void routesAReversalFromAHospitalThatHasLeftToWhereItWas() {
		given(this.registries.current())
			.willReturn(registry(new Hospital("H31000000001", "甲", "330200", 3, LONG_AGO, LocalDate.of(2026, 11, 1))));
		route(event(0, 0, ACCEPTED_AT, SampleEvent.settlement().bytes()),
				event(0, 1, ACCEPTED_AT, SampleEvent.reversal().bytes()));
		assertThat(outcomes()).extracting(ProducerRecord::topic)
			.containsExactly(Topics.CLAIMS_REJECTED, Topics.CLAIMS_ROUTED_TREATMENT, Topics.CLAIMS_ROUTED_INSURED);
		assertThat(outcomes().subList(1, 3)).extracting((leg) -> headers(leg).get("treatmentCity"))
			.containsOnly("330200");
	}

	@Test
	void refusesWithTheFirstErrorWhatBreaksTheRulesOfClaims() {
		byte[] bytes = SampleEvent.settlement().with("insuredCity", "\"999999\"").with("totalFen", "1").bytes();
		route(event(2, 7, ACCEPTED_AT, bytes));
		ProducerRecord<byte[], byte[]> refusal = onlyOutcome();
		assertThat(refusal.topic()).isEqualTo(Topics.CLAIMS_REJECTED);
		assertThat(refusal.key()).isEqualTo(KEY);
		assertThat(refusal.value()).isEqualTo(bytes);
		assertThat(headers(refusal))
			.contains(entry("source", "2-7"), entry("clearingDay", DAY.toString()),
					entry("acceptedAt", Long.toString(ACCEPTED_AT.toEpochMilli())),
					entry("hospitalCode", "H31000000001"), entry("claimNo", "H31000000001-20261120-000017"),
					entry("code", "AMOUNTS_DO_NOT_ADD_UP"), entry("pointer", "/totalFen"))
			.containsOnlyKeys("source", "acceptedAt", "clearingDay", "hospitalCode", "claimNo", "code", "pointer",
					"message", "authenticator");
		assertThat(events("refused")).isEqualTo(1);
	}

	@Test
	void refusesAClaimOfAHospitalOrACityThatItDoesNotKnow() {
		route(event(0, 0, ACCEPTED_AT, SampleEvent.settlement().with("hospitalCode", "\"H31000000009\"").bytes()),
				event(0, 1, ACCEPTED_AT, SampleEvent.settlement().with("insuredCity", "\"999999\"").bytes()));
		assertThat(outcomes()).extracting((refusal) -> headers(refusal).get("code"))
			.containsExactly("UNKNOWN_HOSPITAL", "UNKNOWN_CITY");
	}

	@Test
	void repeatsNothingThatIsNoHospitalsCode() {
		route(event(0, 0, ACCEPTED_AT, SampleEvent.settlement().with("hospitalCode", "\"32050000012345\"").bytes()));
		assertThat(headers(onlyOutcome())).contains(entry("pointer", "/hospitalCode"))
			.doesNotContainKey("hospitalCode");
	}

	@Test
	void refusesWhatIsNoClaimByWhatCouldBeReadOfIt() {
		byte[] bytes = SampleEvent.settlement().without("claimNo").with("personNo", "7").bytes();
		route(event(0, 0, ACCEPTED_AT, bytes));
		assertThat(headers(onlyOutcome())).contains(entry("hospitalCode", "H31000000001"), entry("pointer", "/claimNo"))
			.doesNotContainKey("claimNo");
		assertThat(onlyOutcome().topic()).isEqualTo(Topics.CLAIMS_REJECTED);
		assertThat(onlyOutcome().value()).isEqualTo(bytes);
		assertThat(events("refused")).isEqualTo(1);
	}

	@Test
	void putsWhatCannotBeReadAsideWithTheReason() {
		route(event(1, 5, ACCEPTED_AT, utf8("{\"personNo\": 3205")), event(1, 6, ACCEPTED_AT, null));
		assertThat(outcomes()).hasSize(2).allSatisfy((letter) -> {
			assertThat(letter.topic()).isEqualTo(Topics.CLAIMS_DEAD_LETTER);
			assertThat(letter.key()).isEqualTo(KEY);
		});
		assertThat(outcomes().getFirst().value()).isEqualTo(utf8("{\"personNo\": 3205"));
		assertThat(headers(outcomes().getFirst()))
			.containsOnlyKeys("source", "acceptedAt", "clearingDay", "reason", "size", "sha256", "authenticator")
			.contains(entry("size", "17"), entry("source", "1-5"),
					entry("acceptedAt", Long.toString(ACCEPTED_AT.toEpochMilli())),
					entry("clearingDay", DAY.toString()), entry("reason", "The JSON ends before its object does."));
		assertThat(events("dead-letter")).isEqualTo(2);
	}

	@Test
	void whatItWritesOfTheLargestEventThereCanBeFitsIntoAnEvent() {
		byte[] bytes = new byte[EventSizes.EVENT_MAX];
		ConsumerRecord<byte[], byte[]> event = new ConsumerRecord<>(Topics.CLAIMS_SUBMITTED, 0, 0,
				ACCEPTED_AT.toEpochMilli(), TimestampType.LOG_APPEND_TIME, 0, bytes.length, new byte[1000], bytes,
				new RecordHeaders(), Optional.empty());
		route(event);
		assertThat(onlyOutcome().topic()).isEqualTo(Topics.CLAIMS_DEAD_LETTER);
		assertThat(onlyOutcome().value()).hasSize(EventSizes.COPIED_VALUE_MAX);
		assertThat(onlyOutcome().key()).isNull();
		assertThat(headers(onlyOutcome())).contains(entry("size", Integer.toString(bytes.length)));
	}

	@Test
	void putsAsideWhatIsNotSignedByItsHospitalAndGoesOn() {
		TestSigner signer = TestSigner.ed25519();
		TestSigner other = TestSigner.ed25519();
		String hospital = "H31000000001";
		given(this.signatures.current())
			.willReturn(TestSigner.check(true, signer.keyOf(hospital), other.keyOf("H31000000002")));
		byte[] good = SampleEvent.settlement().bytes();
		byte[] half = SampleEvent.settlement().without("claimNo").bytes();

		route(event(0, 0, ACCEPTED_AT, good), other.event(Topics.CLAIMS_SUBMITTED, "H31000000002", good),
				other.event(Topics.CLAIMS_SUBMITTED, hospital, good),
				other.event(Topics.CLAIMS_SUBMITTED, "H31000000002", half),
				signer.event(Topics.CLAIMS_SUBMITTED, hospital, half),
				signer.event(Topics.CLAIMS_SUBMITTED, hospital, good));
		assertThat(outcomes()).extracting(ProducerRecord::topic)
			.containsExactly(Topics.CLAIMS_DEAD_LETTER, Topics.CLAIMS_DEAD_LETTER, Topics.CLAIMS_DEAD_LETTER,
					Topics.CLAIMS_DEAD_LETTER, Topics.CLAIMS_REJECTED, Topics.CLAIMS_ROUTED_TREATMENT,
					Topics.CLAIMS_ROUTED_INSURED);
		assertThat(outcomes().subList(0, 4)).extracting((letter) -> headers(letter).get("code"))
			.containsExactly("SIGNATURE_MISSING", "SIGNATURE_INVALID", "SIGNATURE_INVALID", "SIGNATURE_INVALID");
		assertThat(events("dead-letter")).isEqualTo(4);
	}

	@Test
	void putsAnEventAsideThatItFailsAtAndGoesOn() {
		Registry broken = mock();
		given(broken.hospital(any(), any())).willThrow(new IllegalStateException("A bug."));
		given(this.registries.current()).willReturn(broken);
		route(event(0, 0, ACCEPTED_AT, SampleEvent.settlement().bytes()), event(0, 1, ACCEPTED_AT, utf8("no claim")));
		assertThat(outcomes()).extracting(ProducerRecord::topic)
			.containsExactly(Topics.CLAIMS_DEAD_LETTER, Topics.CLAIMS_DEAD_LETTER);
		assertThat(headers(outcomes().getFirst()).get("reason")).startsWith("The router failed at it");
		assertThat(events("dead-letter")).isEqualTo(2);
	}

	@Test
	void signsWhateverItWrites() {
		route(event(0, 0, ACCEPTED_AT, SampleEvent.settlement().bytes()), event(0, 1, ACCEPTED_AT, utf8("no claim")),
				event(0, 2, ACCEPTED_AT, utf8("{}")));
		assertThat(outcomes()).hasSize(4).allMatch((outcome) -> {
			ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>(outcome.topic(), 0, 0, 0,
					TimestampType.LOG_APPEND_TIME, 0, 0, outcome.key(), outcome.value(), outcome.headers(),
					Optional.empty());
			return new EventAuthenticator(new byte[32]).isGenuine(read);
		});
	}

	@Test
	void handsAnEventThatComesTwiceOnTwiceEachUnderItsOwnPlace() {
		byte[] bytes = SampleEvent.settlement().bytes();
		route(event(0, 8, ACCEPTED_AT, bytes), event(0, 9, ACCEPTED_AT, bytes));
		assertThat(outcomes()).extracting((leg) -> headers(leg).get("source"))
			.containsExactly("0-8", "0-8", "0-9", "0-9");
	}

	@Test
	void makesTheSameOfABatchThatIsTakenAgain() {
		List<ConsumerRecord<byte[], byte[]>> batch = List.of(event(0, 0, ACCEPTED_AT, SampleEvent.settlement().bytes()),
				event(0, 1, CUT_OFF, SampleEvent.settlement().with("insuredCity", "\"999999\"").bytes()),
				event(1, 0, CUT_OFF, utf8("?")));
		this.router.onMessage(batch);
		List<ProducerRecord<byte[], byte[]>> first = outcomes();
		this.producer.clear();
		this.router.onMessage(batch);
		assertThat(outcomes()).hasSize(4).usingRecursiveFieldByFieldElementComparator().isEqualTo(first);
	}

	@Test
	void checksAClaimAsOfItsAcceptanceAndNotAsOfNow() {
		byte[] early = SampleEvent.settlement().with("settledAt", "\"2026-11-20T09:05:00.001+08:00\"").bytes();
		route(event(0, 0, ACCEPTED_AT, early), event(0, 1, ACCEPTED_AT.plusMillis(1), early));
		assertThat(outcomes()).extracting(ProducerRecord::topic)
			.containsExactly(Topics.CLAIMS_REJECTED, Topics.CLAIMS_ROUTED_TREATMENT, Topics.CLAIMS_ROUTED_INSURED);
		assertThat(headers(outcomes().getFirst())).containsEntry("code", "SETTLED_IN_FUTURE");
	}

	@Test
	void givesEachEventItsDayByItsOwnAppendTime() {
		route(event(0, 0, CUT_OFF, SampleEvent.settlement().bytes()),
				event(1, 0, CUT_OFF.minusMillis(1), SampleEvent.settlement().bytes()));
		assertThat(outcomes()).extracting((leg) -> headers(leg).get("clearingDay"))
			.containsExactly("2026-11-21", "2026-11-21", "2026-11-20", "2026-11-20");
		verify(this.days).calendar(CUT_OFF.minusMillis(1), CUT_OFF);
		verify(this.dayEnds).since(DAY);
		assertThat(misdated("behind-end")).isZero();
		assertThat(misdated("no-append-time")).isZero();
	}

	@Test
	void countsAnEventBehindTheEndOfItsDayForALaterOne() {
		given(this.dayEnds.since(DAY)).willReturn(new DayEnds.Ends(Map.of(4, new TreeMap<>(Map.of(DAY, 10L)))));
		route(event(4, 9, ACCEPTED_AT, SampleEvent.settlement().bytes()),
				event(4, 10, ACCEPTED_AT, SampleEvent.settlement().bytes()));
		assertThat(outcomes()).extracting((leg) -> headers(leg).get("clearingDay"))
			.containsExactly("2026-11-20", "2026-11-20", "2026-11-21", "2026-11-21");
		assertThat(headers(outcomes().getLast())).containsEntry("acceptedAt",
				Long.toString(ACCEPTED_AT.toEpochMilli()));
		assertThat(misdated("behind-end")).isEqualTo(1);
	}

	@Test
	void countsAnEventWithoutAnAppendTimeForWhenItIsTaken() {
		byte[] bytes = SampleEvent.settlement().bytes();
		route(new ConsumerRecord<>(Topics.CLAIMS_SUBMITTED, 0, 0, ACCEPTED_AT.toEpochMilli(), TimestampType.CREATE_TIME,
				0, 0, KEY, bytes, new RecordHeaders(), Optional.empty()));
		assertThat(outcomes()).hasSize(2)
			.allSatisfy((leg) -> assertThat(headers(leg)).contains(
					entry("acceptedAt", Long.toString(CUT_OFF.toEpochMilli())), entry("clearingDay", "2026-11-21")));
		assertThat(misdated("no-append-time")).isEqualTo(1);
		assertThat(misdated("behind-end")).isZero();
	}

	@Test
	void sendsNothingOfABatchWithAnEventThatNoDayCovers() {
		ConsumerRecord<byte[], byte[]> covered = event(0, 0, ACCEPTED_AT, SampleEvent.settlement().bytes());
		ConsumerRecord<byte[], byte[]> later = event(0, 1, CUT_OFF.plus(Duration.ofDays(1)),
				SampleEvent.settlement().bytes());
		assertThatThrownBy(() -> route(covered, later)).isInstanceOf(IllegalStateException.class)
			.hasMessage("No clearing day covers the append time 2026-11-21T16:00:00Z.");
		assertThat(outcomes()).isEmpty();
		assertThat(events("routed")).isZero();
	}

	@SafeVarargs
	private void route(ConsumerRecord<byte[], byte[]>... batch) {
		this.router.onMessage(List.of(batch));
	}

	private List<ProducerRecord<byte[], byte[]>> outcomes() {
		return List.copyOf(this.producer.history());
	}

	private ProducerRecord<byte[], byte[]> onlyOutcome() {
		assertThat(outcomes()).hasSize(1);
		return outcomes().getFirst();
	}

	private double events(String outcome) {
		return this.meters.get("settlement.events").tag("outcome", outcome).counter().count();
	}

	private double misdated(String reason) {
		return this.meters.get("settlement.events.misdated").tag("reason", reason).counter().count();
	}

	private static ConsumerRecord<byte[], byte[]> event(int partition, long offset, Instant appendedAt,
			byte @Nullable [] value) {
		return new ConsumerRecord<>(Topics.CLAIMS_SUBMITTED, partition, offset, appendedAt.toEpochMilli(),
				TimestampType.LOG_APPEND_TIME, 0, 0, KEY, value, new RecordHeaders(), Optional.empty());
	}

	private static Map<String, String> headers(ProducerRecord<byte[], byte[]> event) {
		Map<String, String> headers = new TreeMap<>();
		for (Header header : event.headers()) {
			assertThat(headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8))).isNull();
		}
		return headers;
	}

	private static Registry registry(Hospital... hospitals) {
		return Registry.of(List.of(city("310000"), city("320500"), city("330200")), List.of(hospitals));
	}

	private static City city(String code) {
		return new City(code, code, code, code.substring(0, 2) + "0000", false, 1, LONG_AGO, null);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
