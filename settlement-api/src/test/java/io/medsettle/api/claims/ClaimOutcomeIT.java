package io.medsettle.api.claims;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a hospital is told of its claims between the bureaus, over three days.
 */
@ExtendWith(SharedEngine.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClaimOutcomeIT {

	private static final String HOSPITAL = "H31000000006";

	private static final Duration NIGHT_MAX = Duration.ofMinutes(1);

	private static final List<String> INSURED_TABLES = List.of("insured_identity", "insured_claim", "insured_entry");

	private static EngineClient client;

	private static HttpCaller http;

	private static JdbcTemplate jdbc;

	/** Reversed in full on the second day. */
	private static final ObjectNode REVERSED = settlement();

	private static final ObjectNode REVERSAL = SampleClaim.reversal(REVERSED);

	/** The hospital states 100.00 less than its 800.00; these are deducted. */
	private static final ObjectNode DEDUCTED = settlement();

	/** Takes back what never comes; cancelled. */
	private static final ObjectNode CANCELLED = SampleClaim.reversal(settlement());

	/** Decided before its insured leg comes. */
	private static final ObjectNode DECIDED = settlement();

	/** Reversed with 300.00 of its 800.00, before it comes. */
	private static final ObjectNode REDUCED = settlement();

	private static final ObjectNode REDUCTION = SampleClaim.reversal(REDUCED)
		.put("totalFen", 30000)
		.put("accountFen", 0)
		.put("cashFen", 0);

	/** Named by mistake; the reversal is linked to the one that was meant. */
	private static final ObjectNode NAMED = settlement();

	private static final ObjectNode MEANT = settlement();

	private static final ObjectNode LINKED = SampleClaim.reversal(NAMED);

	private static LocalDate first;

	private static LocalDate second;

	private static LocalDate third;

	@BeforeAll
	static void call(Engine engine) {
		client = new EngineClient(engine.baseUrl());
		http = new HttpCaller(engine.baseUrl());
		jdbc = engine.bean(JdbcTemplate.class);
	}

	@Test
	@Order(1)
	void whatIsHeldOrPendingHasNoAmount() {
		post(REVERSED, DEDUCTED, CANCELLED, DECIDED, REDUCTION, MEANT, LINKED);
		JsonNode pending = view(DEDUCTED);
		assertThat(pending.get("clearing").asString()).isEqualTo("PENDING");
		assertThat(pending.has("clearedFen")).isFalse();
		assertThat(pending.get("reversals")).isEmpty();
		state(REVERSED, CANCELLED, DECIDED, REDUCTION, MEANT, LINKED, DEDUCTED.deepCopy().put("accountFen", 40000));
		loseInsuredLeg(DECIDED);

		first = close();

		for (ObjectNode held : List.of(DEDUCTED, CANCELLED, DECIDED, REDUCTION, LINKED)) {
			assertThat(view(held).get("clearing").asString()).isEqualTo("HELD");
			assertThat(view(held).at("/heldBy/state").asString()).isEqualTo("OPEN");
			assertThat(view(held).has("clearedFen")).isFalse();
			assertThat(view(held).has("clearedIn")).isFalse();
		}
		JsonNode cleared = view(REVERSED);
		assertThat(cleared.get("status").asString()).isEqualTo("POSTED");
		assertThat(cleared.get("clearedFen").asLong()).isEqualTo(80000);
		assertThat(cleared.get("clearedIn").toString()).isEqualTo(detailFile(first));
	}

	@Test
	@Order(2)
	void whatWasDecidedAndReversedIsTold() {
		settle(DEDUCTED, "\"action\":\"DEDUCT\",\"deductFen\":10000");
		settle(CANCELLED, "\"action\":\"CANCEL\"");
		settle(DECIDED, "\"action\":\"ACCEPT_TREATMENT\"");
		settle(LINKED, "\"action\":\"LINK\",\"originalClaimNo\":\"" + number(MEANT) + "\"");
		assertThat(view(DEDUCTED).at("/heldBy/state").asString()).isEqualTo("APPROVED");
		assertThat(view(DEDUCTED).at("/heldBy/resolution").asString()).isEqualTo("DEDUCT");
		assertThat(view(DEDUCTED).has("clearedFen")).isFalse();
		post(REVERSAL, REDUCED);
		assertThat(view(REVERSED).get("status").asString()).isEqualTo("POSTED");
		assertThat(reversals(REVERSED)).isEqualTo(number(REVERSAL) + " PENDING " + client.currentDay());

		second = close();

		JsonNode deducted = view(DEDUCTED);
		assertThat(outcome(deducted)).isEqualTo("POSTED CLEARED 70000 " + second);
		assertThat(deducted.get("clearedIn").toString()).isEqualTo(detailFile(second));
		assertThat(deducted.at("/heldBy/category").asString()).isEqualTo("STATEMENT_AMOUNT");
		assertThat(deducted.at("/heldBy/state").asString()).isEqualTo("RESOLVED");
		assertThat(deducted.at("/heldBy/resolution").asString()).isEqualTo("DEDUCT");
		assertThat(deducted.at("/heldBy/resolvedDay").asString()).isEqualTo(second.toString());
		assertThat(timeline(deducted)).endsWith("HELD " + first, "RELEASED " + second, "CLEARED " + second + " 70000");

		JsonNode cancelled = view(CANCELLED);
		assertThat(outcome(cancelled)).isEqualTo("CANCELLED CANCELLED 0 " + second);
		assertThat(cancelled.has("clearedIn")).isFalse();
		assertThat(cancelled.at("/heldBy/resolution").asString()).isEqualTo("CANCEL");
		assertThat(timeline(cancelled)).endsWith("HELD " + first, "CANCELLED " + second + " 0");

		JsonNode reversed = view(REVERSED);
		assertThat(outcome(reversed)).isEqualTo("REVERSED CLEARED 80000 " + first);
		assertThat(reversals(REVERSED)).isEqualTo(number(REVERSAL) + " CLEARED " + second + " -80000");
		assertThat(timeline(reversed)).endsWith("CLEARED " + first + " 80000",
				"REVERSED " + second + " -80000 " + number(REVERSAL));
		assertThat(outcome(view(REVERSAL))).isEqualTo("POSTED CLEARED -80000 " + second);
		assertThat(http
			.get("/api/v1/clearing-days/" + second + "/files/" + view(REVERSAL).at("/clearedIn/name").asString())
			.text()).contains("," + number(REVERSAL) + ",REVERSAL,");

		assertThat(outcome(view(DECIDED))).isEqualTo("RECEIVED CLEARED 80000 " + second);
		assertThat(outcome(view(REDUCED))).isEqualTo("POSTED CLEARED 80000 " + second);
		assertThat(reversals(REDUCED)).isEqualTo(number(REDUCTION) + " HELD " + first);
		assertThat(outcome(view(MEANT))).isEqualTo("REVERSED CLEARED 80000 " + first);
		assertThat(reversals(MEANT)).isEqualTo(number(LINKED) + " CLEARED " + second + " -80000");
		assertThat(view(LINKED).at("/heldBy/resolution").asString()).isEqualTo("LINK");
		assertThat(view(LINKED).at("/heldBy/originalClaimNo").asString()).isEqualTo(number(MEANT));
	}

	@Test
	@Order(3)
	void whatComesAfterwardsIsTold() {
		settle(REDUCTION, "\"action\":\"ACCEPT_TREATMENT\"");
		findInsuredLeg();
		post(NAMED);

		third = close();

		assertThat(outcome(view(REDUCED))).isEqualTo("POSTED CLEARED 80000 " + second);
		assertThat(reversals(REDUCED)).isEqualTo(number(REDUCTION) + " CLEARED " + third + " -30000");
		assertThat(outcome(view(DECIDED))).isEqualTo("POSTED CLEARED 80000 " + second);
		assertThat(timeline(view(DECIDED))).endsWith("CLEARED " + second + " 80000", "LATE_LEG_TAKEN_OUT " + third);
		assertThat(outcome(view(NAMED))).isEqualTo("POSTED CLEARED 80000 " + third);
		assertThat(view(NAMED).get("reversals")).isEmpty();
		assertThat(reversals(MEANT)).isEqualTo(number(LINKED) + " CLEARED " + second + " -80000");
	}

	private static void loseInsuredLeg(ObjectNode claim) {
		for (String table : INSURED_TABLES) {
			jdbc.execute("create table lost_" + table + " as select * from " + table + " where claim_no = '"
					+ number(claim) + "' and hospital_code = '" + HOSPITAL + "'");
			assertThat(jdbc.update("delete from " + table + " where claim_no = ? and hospital_code = ?", number(claim),
					HOSPITAL))
				.isPositive();
		}
	}

	private static void findInsuredLeg() {
		for (String table : INSURED_TABLES) {
			assertThat(jdbc.update("insert into " + table + " select * from lost_" + table)).isPositive();
			jdbc.execute("drop table lost_" + table);
		}
	}

	private static ObjectNode settlement() {
		return SampleClaim.settlement().put("hospitalCode", HOSPITAL);
	}

	private static void post(ObjectNode... claims) {
		for (ObjectNode claim : claims) {
			Answer answer = http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=20");
			assertThat(answer.json().get("status").asString()).as(answer::toString).isEqualTo("POSTED");
		}
	}

	private static void state(ObjectNode... claims) {
		String lines = Stream.of(claims)
			.map((claim) -> claim.deepCopy().retain("claimNo", "kind", "totalFen", "fundFen", "accountFen").toString())
			.collect(Collectors.joining("\n"));
		Answer answer = http.post("/api/v1/statements/" + HOSPITAL + "/" + client.currentDay() + "/lines",
				"application/x-ndjson", lines.getBytes(StandardCharsets.UTF_8));
		assertThat(answer.json().get("replaced").asBoolean()).as(answer::toString).isTrue();
	}

	private static void settle(ObjectNode claim, String action) {
		String path = "/api/v1/breaks/" + view(claim).at("/heldBy/breakId").asString();
		Answer proposed = http.post(path + "/propose", "{\"actor\":\"Wang\"," + action + "}");
		assertThat(proposed.status()).as(proposed::toString).isEqualTo(200);
		Answer approved = http.post(path + "/approve", "{\"actor\":\"Chen\"}");
		assertThat(approved.status()).as(approved::toString).isEqualTo(200);
	}

	private static LocalDate close() {
		LocalDate day = client.currentDay();
		client.close(day);
		client.awaitPublished(day, NIGHT_MAX);
		return day;
	}

	private static JsonNode view(ObjectNode claim) {
		return http.get("/api/v1/claims/" + HOSPITAL + "/" + number(claim)).json();
	}

	private static String number(ObjectNode claim) {
		return claim.get("claimNo").asString();
	}

	private static String outcome(JsonNode view) {
		return view.get("status").asString() + " " + view.get("clearing").asString() + " "
				+ view.path("clearedFen").asString("") + " " + view.path("clearedDay").asString("");
	}

	private static String detailFile(LocalDate day) {
		return "{\"day\":\"%s\",\"name\":\"310000_%s_detail_v1.csv\",\"revision\":1}".formatted(day,
				day.toString().replace("-", ""));
	}

	private static String reversals(ObjectNode original) {
		return view(original).get("reversals")
			.valueStream()
			.map((reversal) -> (reversal.get("claimNo").asString() + " " + reversal.get("clearing").asString() + " "
					+ reversal.get("day").asString() + " " + reversal.path("clearedFen").asString(""))
				.strip())
			.collect(Collectors.joining(", "));
	}

	private static List<String> timeline(JsonNode view) {
		return view.get("timeline")
			.valueStream()
			.map((moment) -> (moment.get("event").asString() + " " + moment.path("day").asString("") + " "
					+ moment.path("fen").asString("") + " " + moment.path("claimNo").asString(""))
				.strip())
			.toList();
	}

}
