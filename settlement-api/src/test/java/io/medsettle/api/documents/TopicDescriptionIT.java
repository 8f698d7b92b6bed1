package io.medsettle.api.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HospitalProducer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.Decoding;
import io.medsettle.core.claim.FieldRules;
import io.medsettle.core.decision.DecisionReader;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.problem.TextRules;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The description of the topics, held against what the engine sends and takes.
 */
class TopicDescriptionIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final JsonNode DESCRIPTION = read();

	private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	@TempDir
	static Path dataDir;

	private static Engine engine;

	@BeforeAll
	static void liveADay() {
		engine = Engine.start(dataDir, Map.of("settlement.clearing.automatic", "true"));
		EngineClient client = new EngineClient(engine.baseUrl());
		LocalDate day = client.currentDay();
		ObjectNode claim = SampleClaim.settlement();
		client.postClaimAndWait(claim.toString());
		try (HospitalProducer hospital = new HospitalProducer(engine.bootstrapServers())) {
			hospital.send(
					List.of(SampleClaim.settlement().put("cashFen", 1).toString(), "no claim", "{}",
							claim.deepCopy().put("cashFen", 48_651).put("totalFen", 128_651).toString()),
					HospitalProducer::hospitalIn);
			hospital.send(Topics.CLAIMS_DECIDED, List.of(decision(claim).toString(), "no decision"),
					HospitalProducer::hospitalIn);
			hospital.send(Topics.CLAIMS_ROUTED_INSURED, List.of("no leg"), HospitalProducer::hospitalIn);
		}
		client.close(day);
		client.awaitPublished(day, PATIENCE);
	}

	@AfterAll
	static void stop() {
		engine.close();
	}

	@Test
	void describesEveryTopic() {
		List<String> addresses = DESCRIPTION.get("channels")
			.valueStream()
			.map((channel) -> channel.get("address").asString())
			.toList();

		assertThat(addresses).containsExactlyInAnyOrderElementsOf(Topics.ALL);
	}

	@Test
	void whatTheEngineSendsIsAsDescribed() {
		Map<String, List<ConsumerRecord<byte[], byte[]>>> sent = new HashMap<>();
		Topics.ALL.forEach((topic) -> sent.put(topic, engine.events(topic)));

		assertThat(sent.get(Topics.CLAIMS_ROUTED_TREATMENT)).hasSize(2);
		assertThat(sent.get(Topics.CLAIMS_REJECTED)).hasSize(3);
		assertThat(sent.get(Topics.CLAIMS_DEAD_LETTER)).hasSize(1);
		assertThat(sent.get(Topics.CLEARING_PUBLISHED)).isNotEmpty();
		assertThat(sent.get(Topics.CLEARING_CUT_OFFS)).isNotEmpty();
		for (String operation : DESCRIPTION.get("operations").propertyNames()) {
			JsonNode described = DESCRIPTION.get("operations").get(operation);
			if ("send".equals(described.get("action").asString())) {
				JsonNode channel = resolved(described.get("channel"));
				JsonNode message = channel.get("messages").valueStream().findFirst().orElseThrow();
				sent.get(channel.get("address").asString())
					.stream()
					.filter((event) -> !"no leg".equals(new String(event.value(), StandardCharsets.UTF_8)))
					.forEach((event) -> assertThat(deviations(event, message)).as(event.topic()).isEmpty());
			}
		}
	}

	@Test
	void textsAreDescribedAsOverHttp() {
		JsonNode schemas = DESCRIPTION.at("/components/schemas");
		JsonNode claim = schemas.at("/claim/properties");
		assertThat(schemas.at("/claimNo/pattern").asString()).isEqualTo(FieldRules.CLAIM_NO_PATTERN);
		assertThat(claim.at("/originalClaimNo/pattern").asString()).isEqualTo(FieldRules.CLAIM_NO_PATTERN);
		assertThat(claim.at("/personNo/pattern").asString()).isEqualTo(FieldRules.PERSON_NO_PATTERN);
		assertThat(schemas.at("/name/pattern").asString()).isEqualTo(TextRules.NAME_PATTERN);
		assertThat(schemas.at("/remark/pattern").asString()).isEqualTo(TextRules.REMARK_PATTERN);
	}

	@Test
	void aClaimNeedsTheFieldsThatAreSaidToBeRequired() {
		ClaimDecoder decoder = engine.bean(ClaimDecoder.class);
		JsonNode payload = message("claim").get("payload");
		ObjectNode whole = SampleClaim.settlement();
		whole.remove("originalClaimNo");

		assertThat(SCHEMAS.getSchema(payload).validate(whole)).isEmpty();
		for (String field : whole.propertyNames()) {
			ObjectNode lacking = whole.deepCopy();
			lacking.remove(field);
			assertThat(decoder.decode(bytes(lacking)) instanceof Decoding.Decoded).as(field)
				.isEqualTo(SCHEMAS.getSchema(payload).validate(lacking).isEmpty());
		}
	}

	@Test
	void aDecisionNeedsTheFieldsThatAreSaidToBeRequired() {
		JsonNode payload = message("decision").get("payload");
		ObjectNode whole = decision(SampleClaim.settlement());

		assertThat(SCHEMAS.getSchema(payload).validate(whole)).isEmpty();
		for (String field : whole.propertyNames()) {
			ObjectNode lacking = whole.deepCopy();
			lacking.remove(field);
			assertThat(DecisionReader.read(bytes(lacking)) instanceof DecisionReader.Reading.Read).as(field)
				.isEqualTo(SCHEMAS.getSchema(payload).validate(lacking).isEmpty());
		}
	}

	private static List<String> deviations(ConsumerRecord<byte[], byte[]> event, JsonNode message) {
		List<String> deviations = new ArrayList<>();
		ObjectNode headers = JsonMapper.shared().createObjectNode();
		event.headers()
			.forEach((header) -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
		if (message.has("headers")) {
			add(deviations, message.get("headers"), headers);
		}
		Collection<String> described = message.path("headers").path("properties").propertyNames();
		headers.propertyNames()
			.stream()
			.filter((name) -> !described.contains(name))
			.forEach((name) -> deviations.add("header " + name + " is not described"));
		JsonNode key = message.at("/bindings/kafka/key");
		if (!key.isMissingNode()) {
			add(deviations, key, JsonMapper.shared().valueToTree(new String(event.key(), StandardCharsets.UTF_8)));
		}
		if (message.has("payload") && message.get("payload").has("required")) {
			JsonNode payload = JsonMapper.shared().readTree(event.value());
			add(deviations, message.get("payload"), payload);
		}
		return deviations;
	}

	private static void add(List<String> deviations, JsonNode schema, JsonNode value) {
		SCHEMAS.getSchema(schema).validate(value).stream().map(Error::toString).forEach(deviations::add);
	}

	private static JsonNode message(String name) {
		return resolved(DESCRIPTION.at("/components/messages/" + name));
	}

	/** The same with everything in its place that is only referred to. */
	private static JsonNode resolved(JsonNode node) {
		if (node.has("$ref")) {
			return resolved(DESCRIPTION.at(node.get("$ref").asString().substring(1)));
		}
		if (node instanceof ObjectNode object) {
			ObjectNode copy = JsonMapper.shared().createObjectNode();
			object.propertyNames().forEach((name) -> copy.set(name, resolved(object.get(name))));
			return copy;
		}
		return node;
	}

	private static ObjectNode decision(ObjectNode claim) {
		return JsonMapper.shared()
			.createObjectNode()
			.put("hospitalCode", claim.get("hospitalCode").asString())
			.put("claimNo", claim.get("claimNo").asString())
			.put("city", "320500")
			.put("decision", "DEDUCT")
			.put("deductFen", 100)
			.put("reasonCode", "NOT_COVERED")
			.put("comment", "A part is not covered.")
			.put("actor", "Wu, Suzhou");
	}

	private static byte[] bytes(ObjectNode json) {
		return json.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static JsonNode read() {
		try {
			return new YAMLMapper().readTree(Files.readString(Path.of("..", "docs", "asyncapi.yaml")));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
