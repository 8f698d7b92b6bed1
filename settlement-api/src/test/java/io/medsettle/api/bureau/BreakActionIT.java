package io.medsettle.api.bureau;

import java.time.Duration;
import java.time.LocalDate;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
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

	private static EngineClient client;

	private static HttpCaller http;

	@BeforeAll
	static void call(Engine engine) {
		client = new EngineClient(engine.baseUrl());
		http = new HttpCaller(engine.baseUrl());
	}

	@Test
	void whatOneProposesAndAnotherApprovesIsSettledInTheNextNight() {
		JsonNode held = heldReversal();
		String path = "/api/v1/breaks/" + held.get("id").asString();
		assertThat(held.get("state").asString()).isEqualTo("OPEN");
		assertThat(held.get("category").asString()).isEqualTo("REVERSAL_WITHOUT_ORIGINAL");

		assertThat(act(path, "assign", "{\"by\":\"Li\",\"assignee\":\"Wang\"}").get("assignee").asString())
			.isEqualTo("Wang");
		act(path, "comment", "{\"by\":\"Wang\",\"comment\":\"The hospital looks for the original.\"}");
		JsonNode proposed = act(path, "propose", "{\"by\":\"Wang\",\"action\":\"CANCEL\",\"comment\":\"None found.\"}");
		assertThat(proposed.get("state").asString()).isEqualTo("PROPOSED");
		assertThat(proposed.at("/proposal/action").asString()).isEqualTo("CANCEL");
		refused(path, "approve", "{\"by\":\"Wang\"}", 409, "SAME_PERSON");
		act(path, "reject", "{\"by\":\"Chen\",\"comment\":\"Ask once more.\"}");
		refused(path, "approve", "{\"by\":\"Chen\"}", 409, "BREAK_ACTION_NOT_ALLOWED");
		act(path, "propose", "{\"by\":\"Wang\",\"action\":\"CANCEL\"}");
		assertThat(act(path, "approve", "{\"by\":\"Chen\"}").get("state").asString()).isEqualTo("APPROVED");

		LocalDate day = close();
		JsonNode settled = http.get(path).json();
		assertThat(settled.get("state").asString()).isEqualTo("RESOLVED");
		assertThat(settled.get("resolvedDay").asString()).isEqualTo(day.toString());
		assertThat(settled.get("settledFen").asLong()).isZero();
		assertThat(settled.get("ageDays").asLong()).isEqualTo(1);
		assertThat(settled.get("history").valueStream().map((event) -> event.get("kind").asString()))
			.containsExactly("ASSIGNED", "COMMENTED", "PROPOSED", "REJECTED", "PROPOSED", "APPROVED");
		refused(path, "propose", "{\"by\":\"Wang\",\"action\":\"CANCEL\"}", 409, "BREAK_ACTION_NOT_ALLOWED");
		act(path, "comment", "{\"by\":\"Wang\",\"comment\":\"Found after all.\"}");
	}

	@Test
	void whatDoesNotFitIsRefusedWithEverythingThatIsWrong() {
		String path = "/api/v1/breaks/" + heldReversal().get("id").asString();
		refused(path, "propose", "{\"by\":\"Wang\",\"action\":\"ACCEPT_TREATMENT\"}", 409, "BREAK_ACTION_NOT_ALLOWED");
		refused(path, "propose", "{\"by\":\"Wang\",\"action\":\"DEDUCT\",\"deductFen\":1}", 409,
				"BREAK_ACTION_NOT_ALLOWED");
		refused(path, "approve", "{\"by\":\"Wang\"}", 409, "BREAK_ACTION_NOT_ALLOWED");
		refused("/api/v1/breaks/none", "comment", "{\"by\":\"Wang\",\"comment\":\"x\"}", 404, "NOT_FOUND");
		refused(path, "comment", "no JSON", 400, "MALFORMED");
		Answer wrong = http.post(path + "/propose", "{\"action\":\"DEDUCT\",\"deductFen\":0,\"comment\":5}");
		assertThat(wrong.status()).as(wrong::toString).isEqualTo(422);
		assertThat(wrong.json().get("errors").valueStream().map((error) -> error.get("pointer").asString()))
			.containsExactly("/by", "/deductFen", "/comment");
		assertThat(http.get(path).json().get("state").asString()).isEqualTo("OPEN");
		assertThat(http.get(path).json().get("history")).isEmpty();

		// Others use the engine too, and find nothing held.
		act(path, "propose", "{\"by\":\"Wang\",\"action\":\"CANCEL\"}");
		act(path, "approve", "{\"by\":\"Chen\"}");
		close();
	}

	/** A break of a published day: a reversal of a claim that nobody has sent. */
	private static JsonNode heldReversal() {
		ObjectNode reversal = SampleClaim.reversal(SampleClaim.settlement());
		http.post("/api/v1/claims", reversal.toString(), "Prefer", "wait=20");
		LocalDate day = close();
		String claimNo = reversal.get("claimNo").asString();
		return http.get("/api/v1/breaks?day=" + day)
			.json()
			.get("breaks")
			.valueStream()
			.filter((held) -> held.get("claimNo").asString().equals(claimNo))
			.findFirst()
			.orElseThrow();
	}

	private static LocalDate close() {
		LocalDate day = client.currentDay();
		client.close(day);
		client.awaitPublished(day, NIGHT_MAX);
		return day;
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
