package io.medsettle.api.console;

import java.time.LocalDate;
import java.util.Locale;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.core.day.ClearingDays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.context.MessageSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page as it comes from the server. What a browser makes of it is looked at by
 * {@link ConsoleBrowserIT}.
 */
@ExtendWith(SharedEngine.class)
class ConsoleIT {

	private static Engine engine;

	private static HttpCaller http;

	private static LocalDate published;

	@BeforeAll
	static void publishADay(Engine shared) {
		engine = shared;
		http = new HttpCaller(engine.baseUrl());
		http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=20");
		published = DayClosing.closeCurrentDay(engine);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			zh-CN,zh;q=0.9,en;q=0.8 | zh
			zh-Hans-SG              | zh
			en-GB,zh;q=0.9          | en
			fr-FR,zh;q=0.5          | zh
			de                      | en
			;;;=                    | en
			""")
	void languageIsTheBrowsers(String accepted, String language) {
		assertThat(http.get("/", "Accept-Language", accepted).text()).contains("<html lang=\"" + language + "\">");
	}

	@Test
	void languageChosenIsKept() {
		Answer chosen = http.get("/?lang=zh", "Accept-Language", "en");
		assertThat(chosen.text()).contains("参保地", "就医地", "清算日");
		String cookie = chosen.header("Set-Cookie");
		assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
		assertThat(http.get("/", "Accept-Language", "en", "Cookie", cookie.substring(0, cookie.indexOf(';'))).text())
			.contains("<html lang=\"zh\">");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/?lang=xx", "/?lang=%3Cscript%3E", "/?lang=", "/?day=", "/?day=yesterday",
			"/?day=2026-02-30", "/?day=%3Cscript%3Ealert(1)%3C/script%3E" })
	void nonsenseInTheAddressDoesNoHarm(String address) {
		Answer page = http.get(address);
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.text()).doesNotContain("<script>", "alert(1)");
	}

	@Test
	void aBrokenLanguageCookieDoesNoHarm() {
		assertThat(http.get("/", "Cookie", "medsettle-language=%%%").status()).isEqualTo(200);
	}

	@Test
	void unknownDayIsToldFromUnpublishedOne() {
		assertThat(http.get("/?day=1999-01-01").text()).contains("There is no clearing day 1999-01-01");
		LocalDate current = engine.bean(ClearingDays.class).current().day();
		assertThat(http.get("/?day=" + current).text()).contains("This day is not published yet");
	}

	@Test
	void publishedDayShowsPositionsAndFilesButNoPerson() {
		String page = http.get("/?day=" + published).text();
		assertThat(page).contains("Shanghai", "Suzhou", "/api/v1/clearing-days/" + published + "/files/310000_"
				+ published.toString().replace("-", "") + "_detail_v1.csv");
		JsonNode positions = http.get("/api/v1/clearing-days/" + published + "/positions").json();
		assertThat(positions.get("net")).isNotEmpty()
			.allSatisfy((position) -> assertThat(page)
				.contains(">" + Figures.signedYuan(position.get("netFen").asLong()) + "<"));
		assertThat(page).doesNotContain("32050000012345").doesNotContain("personNo");
	}

	@Test
	void stepsAndUnitsOfTheNightHaveNames() {
		MessageSource messages = engine.bean(MessageSource.class);
		assertThat(engine.bean(NightRuns.class).stepsToCome()).hasSize(8).allSatisfy((step) -> {
			assertThat(messages.getMessage("step." + step.name(), null, Locale.CHINESE)).isNotBlank();
			assertThat(messages.getMessage("unit." + step.unit(), null, Locale.CHINESE)).isNotBlank();
		});
	}

	@Test
	void flowsAreThePublishedObligations() {
		Answer answer = http.get("/console/days/" + published + "/flows");
		assertThat(answer.header("Cache-Control")).contains("private");
		JsonNode flows = answer.json();
		JsonNode obligations = http.get("/api/v1/clearing-days/" + published + "/positions").json().get("obligations");
		assertThat(flows.get("flows")).hasSameSizeAs(obligations);
		assertThat(flows.get("flows").valueStream().mapToLong((flow) -> flow.get("fen").asLong()).sum())
			.isEqualTo(obligations.valueStream().mapToLong((flow) -> flow.get("fen").asLong()).sum());
		assertThat(http.get("/console/days/1999-01-01/flows").status()).isEqualTo(404);
	}

	@Test
	void otherSitesCannotCloseADay() {
		LocalDate current = engine.bean(ClearingDays.class).current().day();
		Answer answer = http.post("/console/days/" + current + "/close", "application/x-www-form-urlencoded",
				new byte[0], "Origin", "https://elsewhere.example");
		assertThat(answer.status()).isBetween(400, 499);
		assertThat(engine.bean(ClearingDays.class).current().day()).isEqualTo(current);
	}

	@Test
	void aDayThatCannotBeClosedSaysWhy() {
		LocalDate later = engine.bean(ClearingDays.class).current().day().plusDays(3);
		Answer answer = http.call("POST", "/console/days/" + later + "/close", "HX-Request", "true");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).contains("notice bad", "The day was not closed.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/actuator/health", "/api/v1/clearing-days", "/nowhere" })
	void everyAnswerKeepsBrowsersOnTheirGuard(String address) {
		Answer answer = http.get(address);
		assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'; script-src 'self';")
			.doesNotContain("unsafe");
		assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
	}

	@Test
	void scriptsAndStylesMayBeKept() {
		String page = http.get("/").text();
		page.lines()
			.filter((line) -> line.contains("<script defer") || line.contains("rel=\"stylesheet\""))
			.map((line) -> line.replaceAll(".*(?:src|href)=\"([^\"]+)\".*", "$1"))
			.forEach((address) -> {
				Answer answer = http.get(address);
				assertThat(answer.status()).as(address).isEqualTo(200);
				assertThat(answer.header("Cache-Control")).as(address).contains("max-age=31536000");
			});
	}

}
