package io.medsettle.api.http;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.medsettle.api.access.AccessClient;
import io.medsettle.api.access.AccessClients;
import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.SecretEncoder;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the description of the interface says of a field is what the engine takes: every
 * field of every body is sent with what is just allowed and with what is just not. None
 * of the bodies has any effect: they name a hospital, a break or a day that is not there.
 */
@ExtendWith(SharedEngine.class)
class InterfaceLimitsIT {

	private static final String ACTION = "\"action\":";

	private static final List<Body> BODIES = List.of(new Body("Claim", "/api/v1/claims", """
			{"hospitalCode":"H99999999997","claimNo":"base","kind":"REVERSAL","originalClaimNo":"other",\
			"insuredCity":"320500","personNo":"1","insuranceType":"310","visitType":"11",\
			"settledAt":"2026-11-20T08:30:12+08:00","treatmentCity":"310000","totalFen":1,"fundFen":1,"accountFen":0,\
			"cashFen":0}"""), new Body("Statement", "/api/v1/statements", """
			{"hospitalCode":"H99999999997","day":"2000-01-01","insuredCity":"320500","insuranceType":"310","count":0,\
			"totalFen":0,"fundFen":0,"accountFen":0,"reversalsIncluded":true}"""),
			new Body("StatementLine", "/api/v1/statements/H31000000001/{day}/lines", """
					{"claimNo":"base","kind":"SETTLEMENT","totalFen":1,"fundFen":1,"accountFen":0}"""),
			resolution("\"DEDUCT\",\"deductFen\":1"), resolution("\"LINK\",\"originalClaimNo\":\"other\""),
			resolution("\"WAIT\",\"until\":\"2999-01-01\""), resolution("\"ACCEPT_OURS\",\"city\":\"310000\""),
			new Body("BreakJudgement", "/api/v1/breaks/none/approve", "{\"comment\":\"x\"}"),
			new Body("BreakJudgement", "/api/v1/breaks/none/reject", "{\"comment\":\"x\"}"),
			new Body("BreakJudgement", "/api/v1/breaks/none/reopen", "{\"comment\":\"x\"}"),
			new Body("BreakAssignment", "/api/v1/breaks/none/assign", "{\"assignee\":\"Wu\"}"),
			new Body("BreakComment", "/api/v1/breaks/none/comment", "{\"comment\":\"x\"}"),
			new Body("BreakEvidence", "/api/v1/breaks/none/evidence",
					"{\"name\":\"x\",\"sha256\":\"" + "0a".repeat(32) + "\",\"link\":\"http://x\",\"comment\":\"x\"}"),
			new Body("BreakWaiting", "/api/v1/breaks/none/pend", """
					{"until":"2999-01-01","waitingOn":"HOSPITAL","comment":"x"}"""),
			new Body("BreakRemark", "/api/v1/breaks/none/dispute", "{\"comment\":\"x\"}"),
			new Body("BreakRemark", "/api/v1/breaks/none/uphold", "{\"comment\":\"x\"}"),
			new Body("DecisionRequest", "/api/v1/claims/H31000000001/none/decision", """
					{"city":"320500","decision":"DEDUCT","deductFen":1,"reasonCode":"NOT_COVERED","comment":"x"}"""),
			new Body("Closing", "/api/v1/clearing-days/2000-01-01/close", "{\"reason\":\"x\"}"),
			new Body("Redo", "/api/v1/clearing-days/2000-01-01/redo", "{\"reason\":\"x\"}"), new Body("Acknowledgement",
					"/api/v1/clearing-days/2000-01-01/files/none/ack", "{\"sha256\":\"" + "0a".repeat(32) + "\"}"));

	private static final List<String> TEXTS = Stream.concat(
			Stream.of("A b", " A", "A ", "A\u0007", "A\u200b", "A\u0085b", "\u3000A", "医保局", "A\u3164", "\u2800",
					"A\ufe0fB", "A\u2066B", "A\u00a0B", "\u00a0", "Ａ", "=1+1", "-1", "+1", "@SUM(1)", "a=1", "a(1)",
					"a,b", "a~b", "a/b", "a%b", "..", ".", "a#b", "H99999999998", "h99999999998", "310000", "31000٣",
					"310", "11", "1111", "11111", "1", "3100000", "https://files.example/1", "ftp://x", "http://",
					"2026-02-30", "REVERSAL", "SETTLEMENT", "CANCEL", "HOSPITAL", "OPERATOR", "NOT_COVERED", "REFUSE",
					"KEEP", "0a".repeat(32), "0A".repeat(32), "0a".repeat(32) + "0", "http://" + "x".repeat(493),
					"http://" + "x".repeat(494)),
			Stream.of(1, 32, 33, 64, 65, 200, 201, 500, 501, 900, 901, 1000, 1001).map("x"::repeat))
		.toList();

	private HttpCaller http;

	private String day;

	@Test
	void everyFieldTakesWhatIsDescribed(Engine engine) {
		this.http = new HttpCaller(engine.baseUrl());
		// A hospital of which the registry knows nothing.
		engine.bean(AccessClients.class)
			.add(List.of(new AccessClient("H99999999997", String.valueOf(SecretEncoder.fast().encode("demo")),
					AccessRole.HOSPITAL, "H99999999997", Instant.EPOCH, null, null)));
		this.day = new EngineClient(engine.baseUrl()).currentDay().toString();
		JsonNode schemas = this.http.get("/v3/api-docs").json().at("/components/schemas");
		Map<String, TreeSet<String>> tried = new TreeMap<>();
		List<String> disagreements = new ArrayList<>();
		for (Body body : BODIES) {
			for (String field : body.json().propertyNames()) {
				tried.computeIfAbsent(body.schema(), (name) -> new TreeSet<>()).add(field);
				JsonNode described = schemas.at("/" + body.schema() + "/properties/" + field);
				candidates(body, field, described)
					.filter((value) -> isAllowed(described, value) == isRefused(body, field, value))
					.forEach((value) -> disagreements
						.add(body.path() + " " + field + " " + value + " against " + described));
			}
		}
		assertThat(disagreements).isEmpty();
		// What is not tried above has a shape of its own.
		tried.get("Claim").addAll(List.of("split", "funds"));
		tried.forEach(
				(schema, fields) -> assertThat(new TreeSet<>(schemas.at("/" + schema + "/properties").propertyNames()))
					.as(schema)
					.isEqualTo(fields));
	}

	/** The values to try, those of which the base is one left out. */
	private static Stream<JsonNode> candidates(Body body, String field, JsonNode described) {
		JsonNode base = body.json().get(field);
		JsonMapper mapper = JsonMapper.shared();
		if (base.isBoolean()) {
			return Stream.of(mapper.valueToTree(false));
		}
		if (base.isIntegralNumber()) {
			assertThat(described.has("minimum") && described.has("maximum")).as("%s of %s", field, body.schema())
				.isTrue();
			return Stream.of(described.get("minimum"), described.get("maximum"))
				.flatMap((bound) -> Stream.of(-1, 0, 1)
					.map((step) -> mapper
						.valueToTree(bound.decimalValue().add(BigDecimal.valueOf(step)).toBigInteger())));
		}
		assertThat(described.has("pattern") || described.has("enum") || described.has("format"))
			.as("%s of %s", field, body.schema())
			.isTrue();
		return TEXTS.stream().map(mapper::valueToTree);
	}

	private static boolean isAllowed(JsonNode described, JsonNode value) {
		if (value.isBoolean()) {
			return described.get("type").asString().equals("boolean");
		}
		if (value.isIntegralNumber()) {
			return value.decimalValue().compareTo(described.get("minimum").decimalValue()) >= 0
					&& value.decimalValue().compareTo(described.get("maximum").decimalValue()) <= 0;
		}
		String text = value.asString();
		boolean listed = !described.has("enum")
				|| described.get("enum").valueStream().anyMatch((one) -> one.asString("").equals(text));
		boolean matches = !described.has("pattern")
				|| Pattern.compile(described.get("pattern").asString()).matcher(text).find();
		boolean shortEnough = !described.has("maxLength") || text.length() <= described.get("maxLength").asInt();
		// None of the texts is a day or a time.
		return !described.has("format") && listed && matches && shortEnough;
	}

	/** Whether the field is refused for its own sake. */
	private boolean isRefused(Body body, String field, JsonNode value) {
		ObjectNode changed = body.json().set(field, value);
		Answer answer = body.schema().equals("StatementLine")
				? this.http.post(body.path().replace("{day}", this.day), "application/x-ndjson",
						// The second line is always wrong, so that nothing is kept.
						(changed + "\n{}").getBytes(StandardCharsets.UTF_8))
				: this.http.post(body.path(), changed.toString());
		assertThat(answer.status()).as(answer::toString).isIn(200, 403, 404, 409, 422);
		return answer.json()
			.path("errors")
			.valueStream()
			.anyMatch((error) -> error.path("line").asInt(1) == 1 && error.get("pointer").asString().equals("/" + field)
					&& error.get("code").asString().equals("INVALID_FIELD"));
	}

	private static Body resolution(String action) {
		return new Body("BreakResolution", "/api/v1/breaks/none/propose",
				"{" + ACTION + action + ",\"comment\":\"x\"}");
	}

	/**
	 * A body in which nothing is wrong.
	 *
	 * @param schema its name in the description
	 * @param path where it is sent
	 * @param text it
	 */
	private record Body(String schema, String path, String text) {

		ObjectNode json() {
			return (ObjectNode) JsonMapper.shared().readTree(this.text);
		}

	}

}
