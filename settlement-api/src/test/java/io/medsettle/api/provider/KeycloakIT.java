package io.medsettle.api.provider;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;

import io.medsettle.api.testing.Browser;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A clerk of a bureau logs in at a real provider that is not ours, in a real browser, and
 * calls the interface with a token of it.
 */
@Tag("keycloak")
class KeycloakIT {

	private static final String CITY = "310000";

	@TempDir
	static Path folder;

	private static Keycloak keycloak;

	private static Engine engine;

	private static HttpCaller http;

	private static LocalDate day;

	@BeforeAll
	static void start() throws Exception {
		int port = Engine.freePort();
		keycloak = new Keycloak("http://127.0.0.1:" + port);
		engine = Engine.start(folder.resolve("engine"),
				Map.of("server.port", String.valueOf(port), "settlement.access.providers.keycloak.issuer",
						keycloak.issuer(), "settlement.access.providers.keycloak.client-id", Keycloak.CLIENT_ID,
						"settlement.access.providers.keycloak.client-secret", Keycloak.SECRET,
						"settlement.access.providers.keycloak.audience", Keycloak.AUDIENCE,
						"settlement.access.providers.keycloak.label", "Keycloak"));
		http = new HttpCaller(engine.baseUrl());
		http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=20");
		day = DayClosing.closeCurrentDay(engine);
	}

	@AfterAll
	static void stop() throws Exception {
		engine.close();
		keycloak.close();
	}

	@Test
	void clerkLogsInAndSeesTheirCity(@TempDir Path profile) {
		String username = person("wei");
		try (Browser browser = Browser.open(profile)) {
			logIn(browser, Keycloak.CLERK);
			browser.waitFor("#unlinked", "(?s).*an operator.*");
			browser.picture("unlinked");
			String issuer = browser.texts("#unlinked-issuer").getFirst();
			assertThat(issuer).isEqualTo(keycloak.issuer());
			link(username, issuer, browser.texts("#unlinked-subject").getFirst());

			// Keycloak knows them still, and asks for nothing.
			begin(browser);
			browser.waitFor("#own-heading", ".*" + CITY);
			assertThat(browser.texts(".own-files a")).isNotEmpty().allMatch((name) -> name.startsWith(CITY + "_"));
			assertThat(browser.driver().getPageSource()).doesNotContain("320500_");
			browser.picture("clerk");
			browser.logOut();

			begin(browser);
			browser.waitFor("#own-heading", ".*" + CITY);
			assertThat(http.call("POST", "/api/v1/access/people/" + username + "/log-out").status()).isEqualTo(200);
			browser.driver().get(engine.baseUrl());
			browser.waitFor("h1", "Log in");
			assertThat(http.call("POST", "/api/v1/access/people/" + username + "/disable").status()).isEqualTo(200);
			begin(browser);
			browser.waitFor("[role=alert]", "Logging in at the provider did not come to its end.*");

			// To Keycloak as well, whose cookies are of the same host.
			browser.driver().get(keycloak.issuer() + "/account");
			browser.driver().manage().deleteAllCookies();
			browser.driver().get(engine.baseUrl());
			browser.driver().manage().deleteAllCookies();
			logIn(browser, Keycloak.NAMESAKE);
			browser.waitFor("#unlinked", "(?s).*an operator.*");
			browser.driver().get(engine.baseUrl());
			browser.waitFor("h1", "Log in");
		}
	}

	@Test
	void clerkCallsTheInterface() throws Exception {
		JsonNode tokens = keycloak.tokens(Keycloak.OURS, Keycloak.COLLEAGUE);
		String token = tokens.get("access_token").asString();
		Answer unlinked = call("/api/v1/clearing-days", token);
		assertThat(unlinked.status()).as(unlinked.text()).isEqualTo(403);
		JsonNode claims = claims(token);
		link(person("tokens"), claims.get("iss").asString(), claims.get("sub").asString());

		assertThat(call("/api/v1/clearing-days", token).status()).isEqualTo(200);
		String files = "/api/v1/clearing-days/" + day + "/files";
		Answer own = call(files, token);
		assertThat(own.status()).as(own.text()).isEqualTo(200);
		assertThat(own.text()).contains(CITY + "_").doesNotContain("320500_");
		assertThat(call(files + "/320500_" + day.toString().replace("-", "") + "_detail_v1.csv", token).status())
			.isEqualTo(404);

		assertThat(call("/api/v1/clearing-days", tokens.get("id_token").asString()).status()).isEqualTo(401);
		assertThat(call("/api/v1/clearing-days", access(Keycloak.OTHERS, Keycloak.COLLEAGUE)).status()).isEqualTo(401);
		assertThat(call("/api/v1/clearing-days", access(Keycloak.OURS, Keycloak.NAMESAKE)).status()).isEqualTo(403);
	}

	private static String access(String application, String username) throws Exception {
		return keycloak.tokens(application, username).get("access_token").asString();
	}

	private static JsonNode claims(String token) {
		return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
	}

	private static Answer call(String path, String token) {
		return http.get(path, "Authorization", "Bearer " + token);
	}

	private static String person(String username) {
		Answer added = http.post("/api/v1/access/people", """
				{"username":"%s","role":"BUREAU","organisation":"%s"}""".formatted(username, CITY));
		assertThat(added.status()).as(added.text()).isEqualTo(201);
		return username;
	}

	private static void link(String username, String issuer, String subject) {
		Answer linked = http.post("/api/v1/access/people/" + username + "/link", """
				{"issuer":"%s","subject":"%s"}""".formatted(issuer, subject));
		assertThat(linked.status()).as(linked.text()).isEqualTo(200);
	}

	private static void begin(Browser browser) {
		browser.driver().get(engine.baseUrl() + "/login?lang=en");
		browser.click("a[href='/login/with/keycloak']");
	}

	private static void logIn(Browser browser, String username) {
		begin(browser);
		browser.await("the provider's form", () -> !browser.driver().findElements(By.id("kc-login")).isEmpty());
		browser.driver().findElement(By.id("username")).sendKeys(username);
		browser.driver().findElement(By.id("password")).sendKeys(Keycloak.PASSWORD);
		browser.click("#kc-login");
	}

}
