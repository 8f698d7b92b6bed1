package io.medsettle.api.operator;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.medsettle.api.testing.Browser;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.core.day.ClearingDays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An operator who has to confirm each night's results, over real HTTP: one day from its
 * early close to the last acknowledgement.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProvisionalIT {

	private static Engine engine;

	private static HttpCaller http;

	private static LocalDate date;

	/** Takes back what nobody has submitted. */
	private static final ObjectNode REVERSAL = SampleClaim.reversal(SampleClaim.settlement());

	private static String day;

	@BeforeAll
	static void start(@TempDir Path dataDir) {
		engine = Engine.start(dataDir, Map.of("settlement.clearing.confirmation", "true"));
		http = new HttpCaller(engine.baseUrl());
		http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=20");
		http.post("/api/v1/claims", REVERSAL.toString(), "Prefer", "wait=20");
		date = engine.bean(ClearingDays.class).current().day();
		day = "/api/v1/clearing-days/" + date;
	}

	@AfterAll
	static void stop() {
		engine.close();
	}

	@Test
	@Order(1)
	void anOpenDayHasNothingToDecideAbout() {
		assertRefused(http.post(day + "/confirm", "{\"actor\":\"wang.li\"}"), 409, "DAY_NOT_PROVISIONAL");
		assertRefused(http.post(day + "/redo", "{\"actor\":\"wang.li\",\"reason\":\"x\"}"), 409, "DAY_NOT_PROVISIONAL");
		String unknown = "/api/v1/clearing-days/1999-12-31";
		assertRefused(http.post(unknown + "/confirm", "{\"actor\":\"wang.li\"}"), 404, "NOT_FOUND");
		assertRefused(http.post(day + "/redo", "{}"), 422, "MISSING_FIELD");
		for (String reason : List.of("\"\"", "\" \"")) {
			assertRefused(http.post(day + "/redo", "{\"reason\":" + reason + "}"), 422, "MISSING_FIELD");
		}
		for (String reason : List.of("\"\\u0000\"", "\"" + "x".repeat(501) + "\"", "1")) {
			String body = "{\"reason\":" + reason + "}";
			assertRefused(http.post(day + "/redo", body), 422, "INVALID_FIELD");
			assertRefused(http.post(day + "/close", body), 422, "INVALID_FIELD");
		}
		for (String body : List.of("[]", "{", "\"x\"")) {
			assertRefused(http.post(day + "/confirm", body), 400, "MALFORMED");
			assertRefused(http.post(day + "/close", body), 400, "MALFORMED");
		}
		String large = "{\"actor\":\"" + "x".repeat(1_000_000) + "\",\"reason\":\"x\"}";
		for (String action : List.of("/confirm", "/redo", "/close")) {
			assertRefused(http.post(day + action, large), 413, "TOO_LARGE");
		}
		assertThat(http.get(day).json().get("state").asString()).isEqualTo("OPEN");
	}

	@Test
	@Order(2)
	void aProvisionalDayIsSeenByNobodyButOperators() {
		Answer closed = http.post(day + "/close", "{\"actor\":\"wang.li\"}");
		assertThat(closed.status()).as(closed::toString).isEqualTo(202);
		JsonNode run = awaitState("PROVISIONAL");

		JsonNode publish = run.get("steps")
			.valueStream()
			.filter((step) -> step.has("waitingOn"))
			.findFirst()
			.orElseThrow();
		assertThat(publish.get("name").asString()).isEqualTo("publish");
		assertThat(publish.get("waitingOn").asString()).isEqualTo("an operator to confirm the provisional results");
		JsonNode view = http.get(day).json();
		assertThat(view.get("state").asString()).isEqualTo("PROVISIONAL");
		assertThat(view.get("totals").has("cleared")).isFalse();
		assertThat(view.get("transitions").get(0).get("actor").asString()).isEqualTo("operator");
		assertThat(http.get(day + "/positions").status()).isEqualTo(404);
		assertThat(http.get(day + "/files").json()).isEmpty();
		assertThat(reversal().get("clearing").asString()).isEqualTo("PENDING");
		assertThat(reversal().has("heldBy")).isFalse();
		// To close it once more is no confirmation.
		assertThat(http.call("POST", day + "/close").json().get("state").asString()).isEqualTo("PROVISIONAL");
	}

	@Test
	@Order(3)
	void whoConfirmsSeesTheFiguresAndNoFiles() {
		assertThat(http.get(day + "/positions").json().get("detail").asString()).contains("provisional=true");
		JsonNode positions = http.get(day + "/positions?provisional=true").json();
		assertThat(positions.get("state").asString()).isEqualTo("PROVISIONAL");
		assertThat(positions.get("obligations")).hasSize(1);
		assertThat(positions.at("/obligations/0/fen").asLong()).isEqualTo(80_000);
		Answer flows = http.get("/console/days/" + date + "/flows");
		assertThat(flows.header("Cache-Control")).isEqualTo("no-store");
		assertThat(flows.json().at("/flows/0/fen").asLong()).isEqualTo(80_000);
		for (String address : List.of("/?lang=en", "/?lang=en&day=" + date)) {
			assertThat(http.get(address).text())
				.contains("These results are provisional", "Net positions, provisional", "+800.00",
						"id=\"confirm-day\"", "id=\"redo-day\"")
				.doesNotContain("310000_" + date.toString().replace("-", ""));
		}
		LocalDate next = engine.bean(ClearingDays.class).current().day();
		assertThat(http.get("/api/v1/clearing-days/" + next + "/positions?provisional=true").status()).isEqualTo(404);
	}

	@Test
	@Order(5)
	void aDaySentBackIsDoneAgain() {
		int before = http.get(day).json().get("transitions").size();
		Answer sentBack = http.post(day + "/redo", "{\"actor\":\"zhao.min\",\"reason\":\"第一步 looks wrong.\"}");
		assertThat(sentBack.status()).as(sentBack::toString).isEqualTo(202);
		// What is proposed has changed nothing.
		assertThat(http.get(day).json().get("transitions")).hasSize(before);
		assertThat(approve(sentBack).header("Location")).isEqualTo(run());
		await().until(() -> http.get(day).json().get("transitions").size() == before + 3);
		awaitState("PROVISIONAL");

		JsonNode redone = http.get(day).json().get("transitions").get(before);
		assertThat(redone.get("from").asString()).isEqualTo("PROVISIONAL");
		assertThat(redone.get("to").asString()).isEqualTo("CUT_OFF");
		assertThat(redone.get("actor").asString()).isEqualTo("checker");
		assertThat(redone.get("reason").asString()).isEqualTo("第一步 looks wrong.");
	}

	@Test
	@Order(4)
	void theOneWhoConfirmsSendsBackOnThePage(@TempDir Path profile) {
		try (Browser browser = Browser.open(profile)) {
			browser.logIn(engine.baseUrl(), "operator", "demo");
			browser.driver().get(engine.baseUrl() + "/?lang=en");
			browser.picture("provisional-day");
			browser.asAPhone();
			browser.picture("provisional-day-phone");
			browser.asALaptop();
			browser.driver().get(engine.baseUrl() + "/?lang=zh");
			browser.picture("provisional-day-zh");
			browser.driver().get(engine.baseUrl() + "/?lang=en");
			WebElement form = browser.driver().findElement(By.id("redo-day"));
			form.findElement(By.name("reason")).sendKeys("\u200b");
			form.findElement(By.tagName("button")).click();
			browser.waitFor("#notice", "Say what is wrong in one line.*");
			form = browser.driver().findElement(By.id("redo-day"));
			form.findElement(By.name("reason")).clear();
			form.findElement(By.name("reason")).sendKeys("A city is missing.");
			form.findElement(By.tagName("button")).click();
			browser.waitFor("#notice",
					"It is proposed to do the night of " + date + " again; a checker must approve\\.");
			browser.await("no button to approve it", () -> browser.texts("#proposals .reject").size() == 1
					&& browser.texts("#proposals .approve").isEmpty());
			browser.picture("proposal");
			browser.logOut();
			browser.logIn(engine.baseUrl(), "checker", "demo");
			browser.driver().get(engine.baseUrl() + "/?lang=en");
			browser.click("#proposals .approve");
			browser.waitFor("#notice", "It is approved and done\\.");
			browser.waitFor("#night-standing", "provisional");
			browser.await("the results again", () -> browser.texts("#decision").size() == 1);
		}
		awaitState("PROVISIONAL");
		JsonNode redone = http.get(day).json().get("transitions").get(4);
		assertThat(redone.get("actor").asString()).isEqualTo("checker");
		assertThat(redone.get("reason").asString()).isEqualTo("A city is missing.");
	}

	@Test
	@Order(6)
	void aConfirmedDayIsPublishedAndNeverChanges() {
		int before = http.get(day).json().get("transitions").size();
		Answer confirmed = http.post(day + "/confirm", "{\"actor\":\"zhao.min\"}");
		assertThat(confirmed.status()).as(confirmed::toString).isEqualTo(202);
		assertThat(approve(confirmed).header("Location")).isEqualTo(run());
		JsonNode end = awaitState("COMPLETED");
		assertThat(http.get(day).json().get("state").asString()).isEqualTo("PUBLISHED");
		assertThat(reversal().get("clearing").asString()).isEqualTo("HELD");
		assertThat(reversal().at("/heldBy/state").asString()).isEqualTo("OPEN");

		assertRefused(http.post(day + "/confirm", "{\"actor\":\"wang.li\"}"), 409, "DAY_SEALED");
		assertRefused(http.post(day + "/redo", "{\"actor\":\"wang.li\",\"reason\":\"x\"}"), 409, "DAY_SEALED");
		Answer closedAgain = http.post(day + "/close", "{\"actor\":\"wang.li\"}");
		assertThat(closedAgain.status()).isEqualTo(202);
		assertThat(closedAgain.json()).isEqualTo(end);
		assertThat(http.get(day).json().get("transitions")).hasSize(before + 2);
	}

	@Test
	@Order(7)
	void theLastAcknowledgedManifestTakesTheDayWithIt() {
		List<JsonNode> manifests = http.get(day + "/files")
			.json()
			.valueStream()
			.filter((file) -> file.get("kind").asString().equals("MANIFEST"))
			.toList();
		for (JsonNode manifest : manifests) {
			assertThat(http.get(day).json().get("state").asString()).isEqualTo("PUBLISHED");
			http.post(manifest.get("href").asString() + "/ack", "{\"sha256\":" + manifest.get("sha256") + "}");
		}
		JsonNode acknowledged = http.get(day).json();
		assertThat(acknowledged.get("state").asString()).isEqualTo("ACKNOWLEDGED");
		JsonNode transitions = acknowledged.get("transitions");
		assertThat(transitions.get(transitions.size() - 1).get("actor").asString())
			.isEqualTo("bureau-" + manifests.getLast().get("city").asString());

		assertThat(http.get(day + "/positions").status()).isEqualTo(200);
		assertThat(http.get(day + "/files").json()).hasSize(manifests.size() * 4);
		assertThat(http.get("/?day=" + date + "&lang=en").text()).contains("acknowledged", "_summary_v1.csv");
		assertRefused(http.post(day + "/redo", "{\"actor\":\"wang.li\",\"reason\":\"x\"}"), 409, "DAY_SEALED");
	}

	private static Answer approve(Answer proposed) {
		Answer approved = http.call("POST", proposed.header("Location") + "/approve");
		assertThat(approved.status()).as(approved::toString).isEqualTo(200);
		return approved;
	}

	private static JsonNode reversal() {
		return http
			.get("/api/v1/claims/" + REVERSAL.get("hospitalCode").asString() + "/" + REVERSAL.get("claimNo").asString())
			.json();
	}

	private static JsonNode awaitState(String state) {
		return await().until(() -> http.get(run()).json(), (view) -> view.get("state").asString().equals(state));
	}

	private static String run() {
		return "/api/v1/runs/night-" + date.toString().replace("-", "");
	}

	private static void assertRefused(Answer answer, int status, String code) {
		assertThat(answer.status()).as(answer::toString).isEqualTo(status);
		assertThat(answer.json().get("code").asString()).isEqualTo(code);
	}

}
