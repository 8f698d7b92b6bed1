package io.medsettle.api.operator;

import java.time.Duration;
import java.time.LocalDate;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.batch.night.DryRunGate;
import io.medsettle.core.day.ClearingDays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An operator who wants to know what the night would do, over real HTTP.
 */
@ExtendWith(SharedEngine.class)
class DryRunIT {

	private static Engine engine;

	private static HttpCaller http;

	private static LocalDate published;

	@BeforeAll
	static void call(Engine shared) {
		engine = shared;
		http = new HttpCaller(engine.baseUrl());
		published = DayClosing.closeCurrentDay(engine);
	}

	@Test
	void anOpenDayIsSimulatedAndStaysAsItIs() {
		String day = "/api/v1/clearing-days/" + currentDay();
		http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=30");
		String waiting = SampleClaim.reversal(SampleClaim.settlement()).toString();
		http.post("/api/v1/claims", waiting, "Prefer", "wait=30");
		JsonNode simulated = await().atMost(Duration.ofSeconds(30))
			.until(() -> simulate(currentDay()).json(),
					(view) -> view.get("claims").toString().equals("{\"treatment\":2,\"insured\":2}"));

		assertThat(simulated.propertyNames()).containsExactly("day", "state", "claims", "cleared", "insured",
				"booksAgree", "obligations", "changes", "breaks", "inTransit");
		assertThat(simulated.get("state").asString()).isEqualTo("OPEN");
		assertThat(simulated.get("claims").toString()).isEqualTo("{\"treatment\":2,\"insured\":2}");
		assertThat(simulated.get("cleared").toString()).isEqualTo("{\"claims\":1,\"fen\":80000}");
		assertThat(simulated.get("insured")).isEqualTo(simulated.get("cleared"));
		assertThat(simulated.get("booksAgree").asBoolean()).isTrue();
		assertThat(simulated.get("obligations")).isEmpty();
		assertThat(simulated.get("changes").toString())
			.contains("{\"change\":\"OPENED\",\"category\":\"REVERSAL_WITHOUT_ORIGINAL\",\"count\":1}");
		JsonNode opened = simulated.get("breaks")
			.valueStream()
			.filter((change) -> change.get("change").asString().equals("OPENED"))
			.findFirst()
			.orElseThrow();
		assertThat(opened.propertyNames()).containsExactly("change", "id", "hospitalCode", "claimNo", "category", "fen",
				"reason");
		assertThat(opened.get("fen").asLong()).isEqualTo(-80_000);
		assertThat(simulated.get("inTransit").propertyNames()).containsExactly("router", "treatment", "insured");
		assertThat(simulated.toString()).doesNotContain("32050000012345");

		assertThat(http.get(day).json().get("state").asString()).isEqualTo("OPEN");
		assertThat(http.get("/api/v1/breaks/" + opened.get("id").asString()).status()).isEqualTo(404);
		LocalDate closed = currentDay();
		http.call("POST", day + "/close");
		await().pollInterval(Duration.ofMillis(20))
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertRefused(simulate(closed), 409, "NIGHT_AT_WORK", "is running"));
		DayClosing.awaitEnd(http, http.get(day).json().get("run").asString());
		assertThat(http.get("/api/v1/breaks/" + opened.get("id").asString()).json().get("reason"))
			.isEqualTo(opened.get("reason"));
		assertThat(http.get(day + "/positions").json().get("obligations").toString())
			.isEqualTo("[{\"insuredCity\":\"320500\",\"treatmentCity\":\"310000\",\"claims\":1,\"fen\":80000}]");

		// Others use the engine too, and find nothing held.
		String held = "/api/v1/breaks/" + opened.get("id").asString();
		assertThat(http.post(held + "/propose", "{\"action\":\"CANCEL\"}").status()).isEqualTo(200);
		assertThat(http.post(held + "/approve", "{}").status()).isEqualTo(200);
		DayClosing.closeCurrentDay(engine);
	}

	@Test
	void otherDaysAreNotSimulated() {
		assertRefused(simulate(published), 409, "DAY_SEALED", "verify it instead");
		assertRefused(simulate(LocalDate.parse("1999-12-31")), 404, "NOT_FOUND", "1999-12-31");
		assertThat(http.call("POST", "/api/v1/clearing-days/today/dry-run").status()).isEqualTo(400);
	}

	@Test
	void oneDayIsSimulatedAtATime() {
		Answer answer = engine.bean(DryRunGate.class).attempt(() -> simulate(currentDay())).orElseThrow();
		assertRefused(answer, 503, "UNAVAILABLE", "one at a time");
		assertThat(answer.header("Retry-After")).isEqualTo("10");
	}

	private static Answer simulate(LocalDate day) {
		return http.call("POST", "/api/v1/clearing-days/" + day + "/dry-run");
	}

	private static void assertRefused(Answer answer, int status, String code, String detail) {
		assertThat(answer.status()).as(answer::toString).isEqualTo(status);
		assertThat(answer.json().get("code").asString()).isEqualTo(code);
		assertThat(answer.json().get("detail").asString()).contains(detail);
	}

	private static LocalDate currentDay() {
		return engine.bean(ClearingDays.class).current().day();
	}

}
