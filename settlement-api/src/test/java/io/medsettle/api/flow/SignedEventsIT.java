package io.medsettle.api.flow;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.claim.Sha256;
import io.medsettle.core.kafka.ConsumerGroups;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.signature.KeyOutcome;
import io.medsettle.core.signature.SignatureKeys;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/**
 * Hospitals and a bureau that sign what they write to Kafka, and others who write there,
 * with an engine that takes nothing unsigned. The keys have been there for an hour: what
 * is registered now counts in a minute.
 */
@Tag("invariant-11")
class SignedEventsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String HOSPITAL = SampleClaim.HOSPITAL;

	private static final String INSERT = """
			insert into event_signature_key (key_id, organisation, algorithm, public_key, valid_from_ms, valid_to_ms,
			                                 registered_at_ms)
			values (:id, :organisation, 'EDDSA', :publicKey, :from, :to, :from)""";

	@TempDir
	static Path dataDir;

	private static Engine engine;

	private static HttpCaller http;

	private static KafkaProducer<byte[], byte[]> producer;

	private static Signer hospital;

	private static Signer otherHospital;

	private static Signer expired;

	private static Signer future;

	private static Signer city;

	private static Signer otherCity;

	@BeforeAll
	static void start() {
		engine = Engine.start(dataDir,
				Map.of("settlement.signatures.required", "true", "settlement.clearing.automatic", "false"));
		http = new HttpCaller(engine.baseUrl());
		producer = new KafkaProducer<>(Map.of("bootstrap.servers", engine.bootstrapServers()),
				new ByteArraySerializer(), new ByteArraySerializer());
		Instant now = Instant.now();
		hospital = Signer.registered(HOSPITAL, now.minusSeconds(3600), null);
		otherHospital = Signer.registered("H32050000001", now.minusSeconds(3600), null);
		expired = Signer.registered(HOSPITAL, now.minusSeconds(3600), now.minusSeconds(1));
		future = Signer.registered(HOSPITAL, now.plusSeconds(3600), null);
		city = Signer.registered("320500", now.minusSeconds(3600), null);
		otherCity = Signer.registered("330200", now.minusSeconds(3600), null);
	}

	@AfterAll
	static void stop() {
		producer.close();
		engine.close();
	}

	@Test
	void onlyWhatItsHospitalHasSignedIsPostedAndReadingItAgainDecidesTheSame() throws Exception {
		Map<String, String> expected = new TreeMap<>();
		ObjectNode good = SampleClaim.settlement();
		send(hospital.claim(good));
		for (String wrong : List.of("no headers", "Base64", "written anew", "another hospital's", "expired", "future",
				"nobody's", "the engine's own dead letter")) {
			RecordMetadata place = send(wrong(wrong));
			expected.put("claims.submitted-" + place.partition() + "-" + place.offset(),
					wrong.equals("no headers") || wrong.equals("the engine's own dead letter") ? "SIGNATURE_MISSING"
							: "SIGNATURE_INVALID");
		}
		ObjectNode overHttp = SampleClaim.settlement();
		assertThat(http.post("/api/v1/claims", overHttp.toString(), "Prefer", "wait=30").status()).isEqualTo(200);
		ObjectNode last = SampleClaim.settlement();
		send(hospital.claim(last));

		awaitPosted(good, overHttp, last);
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(codes()).containsAllEntriesOf(expected));
		assertThat(reasonOf(expected, "Base64 of itself")).hasSize(1);

		Map<String, String> before = codes();
		long lettersBefore = letters().size();
		readAgain();
		await().atMost(PATIENCE).until(() -> letters().size() >= lettersBefore + expected.size());
		Map<String, Integer> outcomes = new HashMap<>();
		letters().forEach((event) -> outcomes.merge(event.get("source") + " " + event.get("code") + event.get("size"),
				1, Integer::sum));
		assertThat(outcomes.values()).as(outcomes::toString).containsOnly(2);
		assertThat(codes()).isEqualTo(before);
		ObjectNode another = SampleClaim.settlement();
		send(hospital.claim(another));
		awaitPosted(another);
	}

	@Test
	void onlyTheCityItselfDecides() throws Exception {
		ObjectNode claim = SampleClaim.settlement();
		send(hospital.claim(claim));
		awaitPosted(claim);
		RecordMetadata byAnother = send(otherCity.decision(claim, "320500"));
		RecordMetadata byHospital = send(hospital.decision(claim, "320500"));
		RecordMetadata byNobody = send(unsigned(city.decision(claim, "320500")));

		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(codes()).contains(entry(letter(byAnother), "SIGNATURE_INVALID"),
					entry(letter(byHospital), "SIGNATURE_INVALID"), entry(letter(byNobody), "SIGNATURE_MISSING")));
		assertThat(decisions(claim)).isZero();
		send(city.decision(claim, "320500"));
		await().atMost(PATIENCE).until(() -> decisions(claim) == 1);
	}

	@Test
	void whoSubmitsADeadLetterAgainDoesNotSignIt() throws Exception {
		ObjectNode claim = SampleClaim.settlement();
		ObjectNode late = SampleClaim.settlement();
		Signer registeredLater = Signer.unregistered();
		String letter = letter(send(unsigned(hospital.claim(claim))));
		String lateLetter = letter(send(registeredLater.claim(late)));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(codes()).containsKeys(letter, lateLetter));

		Answer tried = http.post("/api/v1/dead-letters/" + letter + "/redrive?dryRun=true", "{}");
		assertThat(tried.json().get("objection").asString()).startsWith("The event is not signed");
		registeredLater.register(HOSPITAL, Instant.now(), null);
		// This process looks at the keys again.
		assertThat(engine.bean(SignatureKeys.class)
			.add(AuditActor.ENGINE, "330200", Signer.unregistered().publicKey(), null, null))
			.isInstanceOf(KeyOutcome.Kept.class);
		int before = codes().size();
		assertThat(redrive(letter)).isEqualTo(200);
		assertThat(redrive(lateLetter)).isEqualTo(200);
		awaitPosted(late);
		await().atMost(PATIENCE).until(() -> codes().size() == before + 1);
		assertThat(http.get("/api/v1/claims/" + HOSPITAL + "/" + claim.get("claimNo").asString()).status())
			.isEqualTo(404);

		// What it has signed is its own, and the engine vouches for it.
		String rubbish = letter(send(hospital.sign(Topics.CLAIMS_SUBMITTED, HOSPITAL, "no claim")));
		await().atMost(PATIENCE).until(() -> redrive(rubbish) == 200);
		await().atMost(PATIENCE).until(() -> deadLetters().stream().filter((each) -> !each.has("code")).count() == 2);
	}

	private static int redrive(String letter) {
		Answer proposed = http.call("POST", "/api/v1/dead-letters/" + letter + "/redrive");
		return (proposed.status() == 202) ? http.call("POST", proposed.header("Location") + "/approve").status()
				: proposed.status();
	}

	private static ProducerRecord<byte[], byte[]> wrong(String how) throws Exception {
		ProducerRecord<byte[], byte[]> signed = hospital.claim(SampleClaim.settlement());
		return switch (how) {
			case "no headers" -> unsigned(signed);
			case "Base64" -> {
				ProducerRecord<byte[], byte[]> mirrored = unsigned(signed);
				signed.headers()
					.forEach((header) -> mirrored.headers()
						.add(header.key(), Base64.getEncoder().encode(header.value())));
				yield mirrored;
			}
			case "written anew" -> {
				ProducerRecord<byte[], byte[]> mirrored = new ProducerRecord<>(signed.topic(), signed.key(),
						bytes(JsonMapper.shared().readTree(signed.value()).toPrettyString()));
				signed.headers().forEach(mirrored.headers()::add);
				yield mirrored;
			}
			case "another hospital's" -> otherHospital.claim(SampleClaim.settlement());
			case "expired" -> expired.claim(SampleClaim.settlement());
			case "future" -> future.claim(SampleClaim.settlement());
			case "nobody's" -> Signer.unregistered().claim(SampleClaim.settlement());
			case "the engine's own dead letter" -> {
				send(unsigned(signed));
				ProducerRecord<byte[], byte[]> copied = unsigned(signed);
				letterOf(signed.value()).forEach((name, text) -> copied.headers().add(name, bytes(text)));
				yield copied;
			}
			default -> throw new IllegalArgumentException(how);
		};
	}

	private static ProducerRecord<byte[], byte[]> unsigned(ProducerRecord<byte[], byte[]> event) {
		return new ProducerRecord<>(event.topic(), event.key(), event.value());
	}

	private static RecordMetadata send(ProducerRecord<byte[], byte[]> event)
			throws ExecutionException, InterruptedException {
		return producer.send(event).get();
	}

	private static String letter(RecordMetadata place) {
		return place.topic() + "-" + place.partition() + "-" + place.offset();
	}

	private static void awaitPosted(ObjectNode... claims) {
		for (ObjectNode claim : claims) {
			await().atMost(PATIENCE)
				.until(() -> http.get("/api/v1/claims/" + HOSPITAL + "/" + claim.get("claimNo").asString()),
						(answer) -> answer.status() == 200 && answer.json().get("status").asString().equals("POSTED"));
		}
	}

	private static long decisions(ObjectNode claim) {
		return engine.bean(JdbcClient.class)
			.sql("select count(*) from insured_decision where claim_no = :claimNo")
			.param("claimNo", claim.get("claimNo").asString())
			.query(Long.class)
			.single();
	}

	/** The codes of dead letters by their ids. */
	private static Map<String, String> codes() {
		Map<String, String> codes = new TreeMap<>();
		deadLetters().forEach((letter) -> codes.put(letter.get("id").asString(), letter.path("code").asString("")));
		return codes;
	}

	private static List<JsonNode> reasonOf(Map<String, String> ids, String part) {
		return deadLetters().stream()
			.filter((letter) -> ids.containsKey(letter.get("id").asString())
					&& letter.get("reason").asString().contains(part))
			.toList();
	}

	private static List<JsonNode> deadLetters() {
		return http.get("/api/v1/dead-letters?limit=500").json().get("deadLetters").valueStream().toList();
	}

	/** The router has forgotten how far it was. */
	private static void readAgain() throws Exception {
		ConcurrentMessageListenerContainer<?, ?> router = engine.context()
			.getBean("routerContainer", ConcurrentMessageListenerContainer.class);
		router.stop();
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", engine.bootstrapServers()))) {
			Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
			admin.listConsumerGroupOffsets(ConsumerGroups.ROUTER)
				.partitionsToOffsetAndMetadata()
				.get()
				.keySet()
				.forEach((place) -> beginning.put(place, new OffsetAndMetadata(0)));
			// Else it would have them back within its session.
			admin.removeMembersFromConsumerGroup(ConsumerGroups.ROUTER, new RemoveMembersFromConsumerGroupOptions())
				.all()
				.get();
			admin.alterConsumerGroupOffsets(ConsumerGroups.ROUTER, beginning).all().get();
		}
		router.start();
	}

	/** The headers of all dead letters. */
	private static List<Map<String, String>> letters() {
		return engine.events(Topics.CLAIMS_DEAD_LETTER).stream().map(SignedEventsIT::headers).toList();
	}

	/** The headers of the dead letter of an event, once it is there. */
	private static Map<String, String> letterOf(byte[] value) {
		return await().atMost(PATIENCE)
			.until(() -> engine.events(Topics.CLAIMS_DEAD_LETTER)
				.stream()
				.filter((event) -> Arrays.equals(event.value(), value))
				.findFirst(), Optional::isPresent)
			.map(SignedEventsIT::headers)
			.orElseThrow();
	}

	private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> event) {
		Map<String, String> headers = new TreeMap<>();
		event.headers()
			.forEach((header) -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
		return headers;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * What an organisation signs with.
	 */
	private record Signer(KeyPair pair) {

		static Signer unregistered() {
			try {
				return new Signer(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}

		/** As if it had been there for a while. */
		static Signer registered(String organisation, Instant from, Instant to) {
			Signer signer = unregistered();
			signer.register(organisation, from, to);
			return signer;
		}

		void register(String organisation, Instant from, Instant to) {
			engine.bean(JdbcClient.class)
				.sql(INSERT)
				.param("id", id())
				.param("organisation", organisation)
				.param("publicKey", publicKey())
				.param("from", from.toEpochMilli())
				.param("to", (to != null) ? to.toEpochMilli() : null, Types.BIGINT)
				.update();
		}

		String publicKey() {
			return Base64.getEncoder().encodeToString(this.pair.getPublic().getEncoded());
		}

		private String id() {
			return Sha256.of(this.pair.getPublic().getEncoded()).substring(0, 32);
		}

		ProducerRecord<byte[], byte[]> claim(ObjectNode claim) {
			return sign(Topics.CLAIMS_SUBMITTED, claim.get("hospitalCode").asString(), claim.toString());
		}

		ProducerRecord<byte[], byte[]> decision(ObjectNode claim, String city) {
			return sign(Topics.CLAIMS_DECIDED, HOSPITAL,
					JsonMapper.shared()
						.createObjectNode()
						.put("hospitalCode", HOSPITAL)
						.put("claimNo", claim.get("claimNo").asString())
						.put("city", city)
						.put("decision", "DEDUCT")
						.put("deductFen", 100)
						.put("reasonCode", "NOT_COVERED")
						.put("actor", "Wu, Suzhou")
						.toString());
		}

		ProducerRecord<byte[], byte[]> sign(String topic, String key, String value) {
			try {
				Signature signature = Signature.getInstance("Ed25519");
				signature.initSign(this.pair.getPrivate());
				signature.update(bytes(topic + "\0" + key + "\0" + value));
				ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(topic, bytes(key), bytes(value));
				event.headers()
					.add("signature-key", bytes(id()))
					.add("signature-algorithm", bytes("EdDSA"))
					.add("signature", signature.sign());
				return event;
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
