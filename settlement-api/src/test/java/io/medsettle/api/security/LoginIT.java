package io.medsettle.api.security;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.api.testing.Tokens;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What others may have prepared for somebody who logs in: a session, a place to go to.
 */
@ExtendWith(SharedEngine.class)
class LoginIT {

	private static final String SESSION = "medsettle-session";

	private static final String BACK = "REDIRECT_URI";

	private static final Pattern IN_FORM = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private static HttpCaller http;

	private static String baseUrl;

	@BeforeAll
	static void use(Engine engine) {
		baseUrl = engine.baseUrl();
		http = new HttpCaller(baseUrl).as("");
	}

	@Test
	void aSessionThatWasPlantedIsNotTheOneThatIsLoggedIn() {
		String invented = Base64.getEncoder()
			.encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
		String real = cookie(logIn("demo", ""), SESSION);
		for (String planted : List.of(invented, real)) {
			Answer login = logIn("demo", SESSION + "=" + planted);
			String given = cookie(login, SESSION);
			assertThat(given).as(login::toString).isNotEmpty().isNotEqualTo(planted);
			assertThat(page(given).status()).isEqualTo(200);
			assertThat(page(planted).header("Location")).isEqualTo("/login");
		}
	}

	@Test
	void nobodyGetsASessionWhoHasNotLoggedIn() {
		Answer wrong = logIn("wrong", "");
		assertThat(wrong.header("Location")).isEqualTo("/login?error");
		assertThat(cookie(wrong, SESSION)).isEmpty();
		for (String address : List.of("/", "/login", "/login?error", "/interface", "/console/claims")) {
			assertThat(cookie(http.get(address, Tokens.NONE, ""), SESSION)).as(address).isEmpty();
		}
	}

	@Test
	void whoLogsOutIsLoggedOutWhoeverElseHasTheCookie() {
		String session = cookie(logIn("demo", ""), SESSION);
		Answer out = send("/logout", "x=x", SESSION + "=" + session);
		assertThat(out.header("Location")).isEqualTo("/login?out");
		assertThat(page(session).header("Location")).isEqualTo("/login");
	}

	@Test
	void theCookieIsForTheServerAlone() {
		Answer login = logIn("demo", "");
		assertThat(login.response().headers().allValues("Set-Cookie"))
			.filteredOn((cookie) -> cookie.startsWith(SESSION + "="))
			.singleElement()
			.asString()
			.contains("HttpOnly", "SameSite=Lax", "Path=/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil.example", "https://evil.example/", "http:/evil.example", "\\evil.example",
			"/\\evil.example", "/%09/evil.example", "/\t/evil.example", "///evil.example", "/%5cevil.example",
			"/x\r\nLocation: https://evil.example", "/x%0d%0aLocation:%20https://evil.example", "https://[evil",
			"javascript:alert(1)", "@evil.example", ".evil.example", "/?x=\u0000", "" })
	void whoLogsInStaysHere(String back) {
		String cookie = BACK + "=" + Base64.getEncoder().encodeToString(back.getBytes(StandardCharsets.UTF_8));
		for (String more : List.of("", "?continue=" + URLEncoder.encode(back, StandardCharsets.UTF_8))) {
			Answer login = logIn("demo", cookie, more);
			assertThat(login.status()).as(login::toString).isEqualTo(302);
			assertThat(cookie(login, SESSION)).as("logged in").isNotEmpty();
			List<String> locations = login.response().headers().allValues("Location");
			assertThat(locations).singleElement().asString().matches("[!-~]+").doesNotContain("\\");
			URI target = URI.create(baseUrl).resolve(locations.getFirst());
			assertThat(target.getScheme() + "://" + target.getRawAuthority()).isEqualTo(baseUrl);
			assertThat(target.getRawPath()).doesNotStartWith("//");
		}
		Answer page = http.get("/login", "Cookie", cookie);
		assertThat(page.status()).as(page::toString).isEqualTo(200);
	}

	@Test
	void aCookieThatIsNotOursDoesNoHarm() {
		for (String cookie : List.of(BACK + "=%%%", BACK + "=", SESSION + "=%%%", SESSION + "=x", "XSRF-TOKEN=%%%")) {
			assertThat(http.get("/login", "Cookie", cookie).status()).as(cookie).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/console/claims?hospitalCode=H31000000001&claimNo=A-1", "/console/breaks/none",
			"/?day=2026-11-20" })
	void whoHadToLogInComesBack(String address) {
		Answer refused = http.get(address, "Accept", "text/html", Tokens.NONE, "");
		assertThat(refused.header("Location")).isEqualTo("/login");
		String back = cookie(refused, BACK);
		assertThat(URI.create(baseUrl).resolve(logIn("demo", BACK + "=" + back).header("Location")))
			.isEqualTo(URI.create(baseUrl + address));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/h2-console", "/h2-console/login.do", "/console/h2", "/h2" })
	void nobodyGetsAtTheDatabase(String address) {
		for (String caller : List.of("", "operator")) {
			assertThat(new HttpCaller(baseUrl).as(caller).get(address).status()).isEqualTo(404);
		}
	}

	private static Answer page(String session) {
		return http.get("/", "Accept", "text/html", Tokens.NONE, "", "Cookie", SESSION + "=" + session);
	}

	private static Answer logIn(String password, String cookie) {
		return logIn(password, cookie, "");
	}

	private static Answer logIn(String password, String cookie, String query) {
		return send("/login" + query, "username=operator&password=" + password, cookie);
	}

	/** Sends a form as the page of the login would. */
	private static Answer send(String path, String fields, String cookie) {
		Answer page = http.get("/login");
		Matcher csrf = IN_FORM.matcher(page.text());
		assertThat(csrf.find()).isTrue();
		String form = fields + "&_csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8);
		return http.post(path, "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8), "Accept",
				"text/html", "Cookie",
				"XSRF-TOKEN=" + cookie(page, "XSRF-TOKEN") + (cookie.isEmpty() ? "" : "; " + cookie));
	}

	private static String cookie(Answer answer, String name) {
		return answer.response()
			.headers()
			.allValues("Set-Cookie")
			.stream()
			.filter((cookie) -> cookie.startsWith(name + "="))
			.map((cookie) -> cookie.substring(name.length() + 1).split(";", 2)[0])
			.filter((value) -> !value.isEmpty())
			.findFirst()
			.orElse("");
	}

}
