package io.medsettle.api.console;

import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
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
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page as it comes from the server. What a browser makes of it is looked at by
 * {@link ConsoleBrowserIT}.
 */
@ExtendWith(SharedEngine.class)
class ConsoleIT {

	private static final Pattern NET_AMOUNT = Pattern
		.compile("<td class=\"figure\">([^<]+)</td>\\s*<td class=\"bar-cell\">");

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
		assertThat(page).contains("Shanghai", "Suzhou", "/console/days/" + published + "/files/310000_"
				+ published.toString().replace("-", "") + "_summary_v1.csv");
		JsonNode positions = http.get("/api/v1/clearing-days/" + published + "/positions").json();
		assertThat(positions.get("net")).isNotEmpty()
			.allSatisfy((position) -> assertThat(page)
				.contains(">" + Figures.signedYuan(position.get("netFen").asLong()) + "<"));
		assertThat(page).doesNotContain("32050000012345").doesNotContain("personNo");
	}

	@Test
	void allCitiesStandInTheTableTheLargestPayerFirst() {
		String page = http.get("/?lang=en&day=" + published).text();
		JsonNode net = http.get("/api/v1/clearing-days/" + published + "/positions").json().get("net");
		List<String> amounts = NET_AMOUNT.matcher(page).results().map((row) -> row.group(1)).toList();
		assertThat(amounts).hasSize(net.size())
			.first()
			.isEqualTo(Figures.signedYuan(
					net.valueStream().mapToLong((position) -> position.get("netFen").asLong()).min().orElseThrow()));
		assertThat(page).contains("All " + net.size() + " cities, the largest payer first");
	}

	@Test
	void aStoppedLedgerIsRedInThreeSecondsAndNothingIsPostedByOneBookAlone() {
		ConcurrentMessageListenerContainer<?, ?> ledger = engine.context()
			.getBean("insuredLedgerContainer", ConcurrentMessageListenerContainer.class);
		String day = "/api/v1/clearing-days/" + engine.bean(ClearingDays.class).current().day();
		await().until(() -> parts("en").contains("id=\"part-insured\" class=\"good\""));
		assertThat(parts("en"))
			.contains("id=\"part-router\" class=\"good\"", "id=\"part-database\" class=\"good\"",
					"id=\"part-disk\" class=\"good\"", "id=\"part-others\" class=\"good\"")
			.doesNotContain("??");
		long posted = http.get(day).json().at("/counts/posted").asLong();
		ledger.stop();
		try {
			await().atMost(Duration.ofSeconds(3))
				.until(() -> parts("en").contains("id=\"part-insured\" class=\"bad\""));
			assertThat(parts("en")).contains("id=\"remedy-insured\"", "get into the insured cities");
			assertThat(parts("zh")).contains("已停止", "未记入参保地账簿");
			assertThat(parts("en")).contains("id=\"part-treatment\" class=\"good\"");
			ObjectNode claim = SampleClaim.settlement();
			http.post("/api/v1/claims", claim.toString());
			await().until(() -> engine.bean(JdbcClient.class)
				.sql("select count(*) from treatment_claim where claim_no = ?")
				.param(claim.get("claimNo").asString())
				.query(Long.class)
				.single() == 1);
			assertThat(http.get(day).json().at("/counts/posted").asLong()).isEqualTo(posted);
			await().atMost(Duration.ofSeconds(20)).until(() -> {
				http.get("/");
				return parts("en").contains("1 to come");
			});
			assertThat(http.get("/").text()).containsPattern("id=\"intake-posted\">" + Figures.count(posted) + "<");
		}
		finally {
			ledger.start();
		}
		await().atMost(Duration.ofSeconds(20))
			.until(() -> http.get(day).json().at("/counts/posted").asLong() == posted + 1);
		await().until(() -> parts("en").contains("id=\"part-insured\" class=\"good\""));
	}

	@Test
	void withoutTheDatabaseThePageSaysSoAndComesAllTheSame() throws Exception {
		List<Connection> all = new ArrayList<>();
		int size = engine.bean(HikariDataSource.class).getMaximumPoolSize();
		try {
			for (int i = 0; i < size; i++) {
				all.add(engine.bean(DataSource.class).getConnection());
			}
			await().until(() -> parts("en").contains("id=\"part-database\" class=\"bad\""));
			Answer page = http.get("/?lang=en");
			assertThat(page.status()).isEqualTo(200);
			assertThat(page.text()).contains("id=\"remedy-database\"", "The figures cannot be read",
					"id=\"part-broker\" class=\"good\"", "id=\"part-night\" class=\"unknown\"");
		}
		finally {
			for (Connection connection : all) {
				connection.close();
			}
		}
		await().until(() -> parts("en").contains("id=\"part-database\" class=\"good\""));
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
	@ValueSource(strings = { "/", "/login", "/interface", "/console/parts", "/console/claims", "/console/breaks/none",
			"/v3/api-docs", "/error", "/actuator/health", "/readyz", "/api/v1/clearing-days", "/nowhere" })
	void everyAnswerKeepsBrowsersOnTheirGuard(String address) {
		Answer answer = http.get(address);
		assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'; script-src 'self';")
			.contains("; frame-ancestors 'none'")
			.doesNotContain("unsafe");
		assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
		assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
	}

	private static String parts(String language) {
		return http.get("/console/parts", "HX-Request", "true", "Accept-Language", language).text();
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
