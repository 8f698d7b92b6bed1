package io.medsettle.api.breaks;

import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HospitalProducer;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.core.kafka.Topics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two persons of a bureau and a break, over real HTTP.
 */
@ExtendWith(SharedEngine.class)
class BreakActionIT {

	private static final Duration NIGHT_MAX = Duration.ofMinutes(1);

	private static final Duration LEDGER_MAX = Duration.ofSeconds(20);

	private static EngineClient client;

	private static HttpCaller http;

	private static String bootstrapServers;

	@BeforeAll
	static void call(Engine engine) {
		client = new EngineClient(engine.baseUrl());
		http = new HttpCaller(engine.baseUrl());
		bootstrapServers = engine.bootstrapServers();
	}

	@Test
	void whatOneProposesAndAnotherApprovesIsSettledInTheNextNight() {
		JsonNode held = heldReversal();
		String path = "/api/v1/breaks/" + held.get("id").asString();
		assertThat(held.get("state").asString()).isEqualTo("OPEN");
		assertThat(held.get("category").asString()).isEqualTo("REVERSAL_WITHOUT_ORIGINAL");

		assertThat(act(path, "assign", "{\"assignee\":\"Wang\"}").get("assignee").asString()).isEqualTo("Wang");
		act(path, "comment", "{\"comment\":\"The hospital looks for the original.\"}");
		JsonNode shown = act(path, "evidence", "{\"name\":\"letter.pdf\",\"sha256\":\"" + "0a".repeat(32)
				+ "\",\"link\":\"https://files.example/1\"}");
		assertThat(shown.get("history").valueStream().toList().getLast().at("/evidence/name").asString())
			.isEqualTo("letter.pdf");
		JsonNode waiting = act(path, "propose",
				"{\"action\":\"WAIT\",\"until\":\"" + client.currentDay().plusDays(9) + "\"}");
		assertThat(waiting.get("state").asString()).isEqualTo("PENDING");
		JsonNode proposed = act(path, "propose", "{\"action\":\"CANCEL\",\"comment\":\"None found.\"}");
		assertThat(proposed.get("state").asString()).isEqualTo("PROPOSED");
		assertThat(proposed.at("/proposal/action").asString()).isEqualTo("CANCEL");
		for (String city : List.of("bureau-310000", "bureau-320500")) {
			Answer ours = http.as(city).post(path + "/approve", "{}");
			assertThat(ours.status()).as(ours::toString).isEqualTo(409);
			assertThat(ours.json().get("code").asString()).isEqualTo("SAME_PERSON");
			assertThat(ours.json().get("detail").asString()).contains("a checker must approve");
		}
		act(path, "reject", "{\"comment\":\"Ask once more.\"}");
		refused(path, "approve", "{}", 409, "BREAK_ACTION_NOT_ALLOWED");
		act(path, "propose", "{\"action\":\"CANCEL\"}");
		JsonNode approved = act(path, "approve", "{}");
		assertThat(approved.get("state").asString()).isEqualTo("APPROVED");
		assertThat(allowedActions(approved)).isEmpty();

		LocalDate day = close();
		JsonNode settled = http.get(path).json();
		assertThat(settled.get("state").asString()).isEqualTo("RESOLVED");
		assertThat(settled.get("resolvedDay").asString()).isEqualTo(day.toString());
		assertThat(settled.get("settledFen").asLong()).isZero();
		assertThat(settled.get("ageDays").asLong()).isEqualTo(1);
		assertThat(settled.get("ageBusinessDays").asLong()).isBetween(0L, 1L);
		assertThat(LocalDate.parse(settled.get("resolveBy").asString()))
			.isAfter(YearMonth.from(LocalDate.parse(settled.get("openedDay").asString())).atEndOfMonth());
		assertThat(settled.get("history").valueStream().map((event) -> event.get("kind").asString())).containsExactly(
				"OPENED", "ASSIGNED", "COMMENTED", "EVIDENCED", "PENDING", "PROPOSED", "REJECTED", "PROPOSED",
				"APPROVED", "RESOLVED");
		refused(path, "propose", "{\"action\":\"CANCEL\"}", 409, "BREAK_ACTION_NOT_ALLOWED");
		act(path, "comment", "{\"comment\":\"Found after all.\"}");

		JsonNode chinese = http.get(path, "Accept-Language", "zh-CN").json();
		assertThat(chinese.get("category")).isEqualTo(settled.get("category"));
		assertThat(chinese.get("description").asString()).isEqualTo("冲正的原结算单尚未报送。");
		assertThat(chinese.get("remedy").asString()).isEqualTo("由医疗机构报送原结算单，冲正在当日清算。");
		assertThat(chinese.get("reason").asString()).isEqualTo("冲正的原结算单尚未报送。");
		assertThat(chinese.at("/proposal/description").asString()).isEqualTo("该结算单不清算，双方账均予以冲回。");
		assertThat(chinese.get("history").valueStream().map((event) -> event.get("text").asString())).contains(
				"冲正的原结算单尚未报送。", "The hospital looks for the original.", "CANCEL: None found.",
				"按决定处理，CANCEL：该结算单不清算，双方账均予以冲回。");
	}

	@Test
	void whatDoesNotFitIsRefusedWithEverythingThatIsWrong() {
		JsonNode held = heldReversal();
		String path = "/api/v1/breaks/" + held.get("id").asString();
		Answer unfit = http.post(path + "/propose", "{\"action\":\"ACCEPT_TREATMENT\"}");
		assertThat(unfit.status()).as(unfit::toString).isEqualTo(409);
		assertThat(unfit.json().get("detail").asString()).contains("ACCEPT_TREATMENT does not settle")
			.endsWith("What may be proposed now: CANCEL, LINK, WAIT.");
		assertThat(http.post(path + "/propose", "{\"action\":\"ACCEPT_TREATMENT\"}", "Accept-Language", "zh-CN")
			.json()
			.get("detail")
			.asString())
			.isEqualTo("ACCEPT_TREATMENT 不能处理类别为 REVERSAL_WITHOUT_ORIGINAL 的差异。冲正的原结算单尚未报送。"
					+ "现在可以提出：CANCEL, LINK, WAIT。");
		assertThat(allowedActions(http.get(path).json())).containsExactly("CANCEL", "LINK", "WAIT");
		assertThat(allowedActions(breakOf(client.currentDay().minusDays(1), held.get("claimNo").asString())))
			.containsExactly("CANCEL", "LINK", "WAIT");
		refused(path, "propose", "{\"action\":\"DEDUCT\",\"deductFen\":1}", 409, "BREAK_ACTION_NOT_ALLOWED");
		refused(path, "approve", "{}", 409, "BREAK_ACTION_NOT_ALLOWED");
		refused("/api/v1/breaks/none", "comment", "{\"comment\":\"x\"}", 404, "NOT_FOUND");
		refused(path, "comment", "no JSON", 400, "MALFORMED");
		Answer wrong = http.post(path + "/propose", "{\"action\":\"DEDUCT\",\"deductFen\":0,\"comment\":5}");
		assertThat(wrong.status()).as(wrong::toString).isEqualTo(422);
		assertThat(wrong.json().get("errors").valueStream().map((error) -> error.get("pointer").asString()))
			.containsExactly("/deductFen", "/comment");
		assertThat(http.get(path).json().get("state").asString()).isEqualTo("OPEN");
		assertThat(http.get(path).json().get("history")).hasSize(1);
		Answer strange = http.post(path + "/propose", "{\"action\":\"ACCEPT_OURS\",\"city\":\"999999\"}");
		assertThat(strange.status()).as(strange::toString).isEqualTo(422);
		Answer badEvidence = http.post(path + "/evidence", "{\"sha256\":\"x\",\"link\":\"javascript:1\"}");
		assertThat(badEvidence.json().get("errors").valueStream().map((error) -> error.get("pointer").asString()))
			.containsExactly("/name", "/sha256", "/link");
		assertThat(http.as("operator").post(path + "/dispute", "{\"comment\":\"x\"}").status()).isEqualTo(403);
		Answer early = http.as("bureau-310000").post(path + "/dispute", "{\"comment\":\"x\"}");
		assertThat(early.status()).as(early::toString).isEqualTo(409);
		refused(path, "propose", "{\"action\":\"LINK\",\"originalClaimNo\":\"nothing\"}", 409,
				"BREAK_ACTION_NOT_ALLOWED");

		// Others use the engine too, and find nothing held.
		cancel(path);
		close();
	}

	@Test
	void theInsuredCityIsHeardOverHttpAndKafka() {
		ObjectNode refused = SampleClaim.settlement();
		ObjectNode deducted = SampleClaim.settlement();
		for (ObjectNode claim : List.of(refused, deducted)) {
			http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=20");
		}
		String city = refused.get("insuredCity").asString();
		String path = "/api/v1/claims/" + refused.get("hospitalCode").asString() + "/";
		String refusal = "{\"city\":\"" + city
				+ "\",\"decision\":\"REFUSE\",\"reasonCode\":\"NOT_INSURED\",\"actor\":\"Wu\"}";
		await(() -> http.post(path + refused.get("claimNo").asString() + "/decision", refusal).status() == 200);
		JsonNode kept = act(path + refused.get("claimNo").asString(), "decision", refusal);
		assertThat(kept.get("description").asString()).contains("not insured");
		assertThat(act(path + refused.get("claimNo").asString(), "decision", refusal)).isEqualTo(kept);
		refused(path + "unknown", "decision", refusal, 404, "NOT_FOUND");
		refused(path + refused.get("claimNo").asString(), "decision", refusal.replace(city, "330200"), 404,
				"NOT_FOUND");
		Answer wrong = http.post(path + refused.get("claimNo").asString() + "/decision",
				"{\"decision\":\"DEDUCT\",\"reasonCode\":\"X\"}");
		assertThat(wrong.status()).as(wrong::toString).isEqualTo(422);
		assertThat(wrong.json().get("errors").valueStream().map((error) -> error.get("pointer").asString()))
			.containsExactly("/city", "/deductFen", "/reasonCode");
		// The decision by event needs the insured leg, too: it is there once this is
		// refused for its sum.
		await(() -> http
			.post(path + deducted.get("claimNo").asString() + "/decision",
					refusal.replace("REFUSE\"", "DEDUCT\",\"deductFen\":80000"))
			.status() == 409);
		String hospital = deducted.get("hospitalCode").asString();
		String number = deducted.get("claimNo").asString();
		String deduction = "{\"hospitalCode\":\"" + hospital + "\",\"claimNo\":\"" + number + "\",\"city\":\"" + city
				+ "\",\"decision\":\"DEDUCT\",\"deductFen\":1,\"reasonCode\":\"WRONG_AMOUNT\",\"actor\":\"Wu\"}";
		try (HospitalProducer producer = new HospitalProducer(bootstrapServers)) {
			producer.send(Topics.CLAIMS_DECIDED, List.of("no decision", deduction), (event) -> hospital);
		}

		LocalDate day = close();
		List<String> held = http.get("/api/v1/breaks?day=" + day + "&owner=TREATMENT_CITY")
			.json()
			.get("breaks")
			.valueStream()
			.map((some) -> some.get("claimNo").asString() + " " + some.get("category").asString())
			.toList();
		assertThat(held).contains(refused.get("claimNo").asString() + " REFUSED", number + " DEDUCTED");
		JsonNode contested = breakOf(day, number);
		assertThat(contested.get("holding").asBoolean()).isTrue();
		assertThat(
				http.get("/api/v1/breaks/" + contested.get("id").asString()).json().at("/decision/deductFen").asLong())
			.isOne();
		refused(path + number, "decision", refusal, 409, "DECISION_NOT_ALLOWED");
		JsonNode ages = http.get("/api/v1/breaks/ageing?city=" + city).json();
		assertThat(ages.get("groups").valueStream().map((group) -> group.get("category").asString()))
			.contains("REFUSED", "DEDUCTED");
		assertThat(ages.at("/broken/claims").asLong()).isGreaterThanOrEqualTo(2);

		http.get("/api/v1/breaks?day=" + day)
			.json()
			.get("breaks")
			.valueStream()
			.filter((some) -> some.get("holding").asBoolean())
			.forEach((some) -> cancel("/api/v1/breaks/" + some.get("id").asString()));
		close();
	}

	/** A break of a published day: a reversal of a claim that nobody has sent. */
	private static JsonNode heldReversal() {
		ObjectNode reversal = SampleClaim.reversal(SampleClaim.settlement());
		http.post("/api/v1/claims", reversal.toString(), "Prefer", "wait=20");
		LocalDate day = close();
		return breakOf(day, reversal.get("claimNo").asString());
	}

	private static JsonNode breakOf(LocalDate day, String claimNo) {
		return http.get("/api/v1/breaks?day=" + day)
			.json()
			.get("breaks")
			.valueStream()
			.filter((held) -> held.get("claimNo").asString().equals(claimNo))
			.findFirst()
			.orElseThrow();
	}

	private static List<String> allowedActions(JsonNode shown) {
		return shown.get("allowedActions").valueStream().map(JsonNode::asString).toList();
	}

	private static void await(BooleanSupplier condition) {
		long deadlineNanos = System.nanoTime() + LEDGER_MAX.toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).isLessThan(deadlineNanos);
			LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
		}
	}

	private static LocalDate close() {
		LocalDate day = client.currentDay();
		client.close(day);
		client.awaitPublished(day, NIGHT_MAX);
		return day;
	}

	private static void cancel(String path) {
		act(path, "propose", "{\"action\":\"CANCEL\"}");
		act(path, "approve", "{}");
	}

	private static JsonNode act(String path, String action, String body) {
		Answer answer = http.post(path + "/" + action, body);
		assertThat(answer.status()).as(answer::toString).isEqualTo(200);
		return answer.json();
	}

	private static void refused(String path, String action, String body, int status, String code) {
		Answer answer = http.post(path + "/" + action, body);
		assertThat(answer.status()).as(answer::toString).isEqualTo(status);
		assertThat(answer.json().get("code").asString()).isEqualTo(code);
	}

}
