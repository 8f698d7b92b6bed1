package io.medsettle.api.access;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import io.medsettle.api.testing.Browser;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People of three organisations at the console, in a real browser: each sees its own, one
 * proposes, the other approves, the same one cannot.
 */
@ExtendWith(SharedEngine.class)
class ThreePeopleIT {

	private static final String OURS = "bureau-310000";

	private static final String THEIRS = "bureau-320500";

	private static final String OTHERS = "bureau-330100";

	@Test
	void oneProposesTheOtherApprovesTheThirdSeesNothing(Engine engine, @TempDir Path profile) {
		HttpCaller http = new HttpCaller(engine.baseUrl());
		ObjectNode claim = SampleClaim.settlement();
		ObjectNode reversal = SampleClaim.reversal(SampleClaim.settlement());
		http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=20");
		http.post("/api/v1/claims", reversal.toString(), "Prefer", "wait=20");
		LocalDate day = DayClosing.closeCurrentDay(engine);
		String held = http.get("/api/v1/breaks?day=" + day)
			.json()
			.get("breaks")
			.valueStream()
			.filter((row) -> row.get("claimNo").asString().equals(reversal.get("claimNo").asString()))
			.map((row) -> row.get("id").asString())
			.findFirst()
			.orElseThrow();
		try (Browser browser = Browser.open(profile)) {
			wrongPasswordsAreTold(browser, engine.baseUrl());
			proposes(browser, engine.baseUrl(), held);
			seesNothing(browser, engine.baseUrl(), held);
			comesBackToWhatItWasSaying(browser, engine.baseUrl(), held, http);
			approves(browser, engine.baseUrl(), held);
			looksUp(browser, engine.baseUrl(), claim.get("claimNo").asString());
			isLoggedOutEverywhere(browser, engine.baseUrl(), http);
			assertThat(browser.log()).filteredOn((line) -> !line.matches("(?s).* (401|403|404) .*")).isEmpty();
		}
		assertThat(http.as("auditor").get("/api/v1/audit?limit=200").json().get("rows").valueStream())
			.filteredOn((row) -> row.get("actor").asString().equals(OURS))
			.extracting((row) -> row.get("act").asString())
			.contains("LOGGED_IN", "LOGIN_REFUSED", "BREAK_PROPOSED");
		DayClosing.closeCurrentDay(engine);
	}

	private static void wrongPasswordsAreTold(Browser browser, String url) {
		browser.logIn(url, OURS, "wrong");
		browser.waitFor("[role=alert]", "The name or the password is wrong\\.");
		browser.picture("login");
		browser.logIn(url, "nobody", "demo");
		browser.waitFor("[role=alert]", "The name or the password is wrong\\.");
	}

	private static void proposes(Browser browser, String url, String held) {
		browser.logIn(url, OURS, "demo");
		browser.waitFor("#own-heading", ".*310000");
		browser.picture("bureau");
		browser.asAPhone();
		browser.picture("bureau-phone");
		assertThat(browser.driver().executeScript("return document.documentElement.scrollWidth")).isEqualTo(390L);
		browser.asALaptop();
		assertThat(browser.texts(".own-files a")).hasSize(4).allMatch((name) -> name.startsWith("310000_"));
		browser.click("a[href='/console/breaks/" + held + "']");
		browser.waitFor("#break-state", "open");
		browser.click("#propose button");
		browser.waitFor("#break-state", "proposed");
		browser.picture("break");
		browser.click("#approve button");
		browser.waitFor("#break .notice", "That was not possible\\. The proposal is of " + OURS + ".*");
		browser.waitFor("#break-state", "proposed");
		browser.logOut();
	}

	private static void seesNothing(Browser browser, String url, String held) {
		browser.logIn(url, OTHERS, "demo");
		browser.waitFor("#own-heading", ".*330100");
		assertThat(browser.driver().getPageSource()).doesNotContain(held).doesNotContain("310000_");
		browser.driver().get(url + "/console/breaks/" + held);
		assertThat(browser.driver().getPageSource()).contains("There is no break of this id.");
		browser.driver().get(url);
		browser.logOut();
	}

	/**
	 * The session has ended, then the page is older than the login: nothing is lost,
	 * nothing done twice.
	 */
	private static void comesBackToWhatItWasSaying(Browser browser, String url, String held, HttpCaller http) {
		browser.logIn(url, THEIRS, "demo");
		browser.driver().get(url + "/console/breaks/" + held);
		browser.driver().findElement(By.cssSelector("#comment input[name=comment]")).sendKeys("No such visit");
		assertThat(http.call("POST", "/api/v1/access/people/" + THEIRS + "/log-out").status()).isEqualTo(200);
		// Sessions that began in the same second are dead too.
		browser.click("#comment button");
		browser.waitFor("h1", "Log in");
		browser.driver().findElement(By.id("username")).sendKeys(THEIRS);
		browser.driver().findElement(By.id("password")).sendKeys("demo");
		browser.click("form button.strong");
		browser.waitFor("#break-state", "proposed");
		assertThat(browser.driver().getCurrentUrl()).contains("/console/breaks/" + held);
		assertThat(typed(browser)).isEqualTo("No such visit");

		browser.driver().manage().deleteCookieNamed("XSRF-TOKEN");
		browser.driver().executeScript("document.body.dataset.old = 'yes'");
		browser.click("#comment button");
		browser.await("the page anew", () -> browser.driver().findElements(By.cssSelector("body[data-old]")).isEmpty()
				&& typed(browser).equals("No such visit"));
		assertThat(comments(http, held)).isEmpty();
		browser.click("#comment button");
		browser.await("the comment", () -> comments(http, held).size() == 1);
		browser.await("an empty field", () -> typed(browser).isEmpty());
		browser.driver().get(url);
		browser.logOut();
	}

	private static String typed(Browser browser) {
		return String.valueOf(
				browser.driver().executeScript("return document.querySelector('#comment input[name=comment]').value"));
	}

	private static List<String> comments(HttpCaller http, String held) {
		return http.get("/api/v1/breaks/" + held)
			.json()
			.get("history")
			.valueStream()
			.filter((event) -> event.toString().contains("No such visit"))
			.map((event) -> event.toString())
			.toList();
	}

	private static void approves(Browser browser, String url, String held) {
		browser.logIn(url, THEIRS, "demo");
		browser.driver().get(url + "/console/breaks/" + held);
		browser.click("#approve button");
		browser.waitFor("#break-state", "approved.*");
		browser.driver().get(url);
		browser.logOut();
	}

	private static void looksUp(Browser browser, String url, String claimNo) {
		browser.logIn(url, SampleClaim.HOSPITAL, "demo");
		browser.driver().findElement(By.name("claimNo")).sendKeys(claimNo);
		browser.click("form.decide button");
		browser.waitFor("#claim-status", "POSTED");
		browser.driver().get(url + "/console/claims?hospitalCode=H33010000001&claimNo=" + claimNo);
		browser.waitFor("#claim-unknown", ".+");
		browser.driver().get(url);
		browser.logOut();
	}

	private static void isLoggedOutEverywhere(Browser browser, String url, HttpCaller http) {
		browser.logIn(url, OURS, "demo");
		browser.waitFor("#own-heading", ".*310000");
		assertThat(http.call("POST", "/api/v1/access/people/" + OURS + "/log-out").status()).isEqualTo(200);
		browser.driver().get(url);
		browser.waitFor("h1", "Log in");
	}

}
