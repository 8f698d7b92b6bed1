package io.medsettle.api.provider;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.OpenIdProvider;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People of other OpenID providers, with tokens and at the console, at two processes that
 * share a database. A third provider is away all the time.
 */
class ProviderIT {

	private static final String AUDIENCE = "medsettle-of-the-region";

	private static final String DAYS = "/api/v1/clearing-days";

	@TempDir
	static Path folder;

	private static OpenIdProvider provider;

	private static Engine engine;

	private static Engine other;

	private static HttpCaller http;

	@BeforeAll
	static void start() {
		provider = OpenIdProvider.start();
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put("spring.datasource.url", Database.chosen().create());
		settings.put("settlement.privacy.key-file", Engine.sharedKeyFile(folder));
		settings.put("settlement.access.providers.one.issuer", provider.issuer("one"));
		settings.put("settlement.access.providers.one.client-id", OpenIdProvider.CLIENT_ID);
		settings.put("settlement.access.providers.one.client-secret", OpenIdProvider.CLIENT_SECRET);
		settings.put("settlement.access.providers.one.audience", AUDIENCE);
		settings.put("settlement.access.providers.one.label", "the City");
		settings.put("settlement.access.providers.two.issuer", provider.issuer("two"));
		settings.put("settlement.access.providers.two.audience", AUDIENCE);
		settings.put("settlement.access.providers.away.issuer", "http://127.0.0.1:" + Engine.freePort() + "/away");
		settings.put("settlement.access.providers.away.client-id", OpenIdProvider.CLIENT_ID);
		settings.put("settlement.access.providers.away.client-secret", OpenIdProvider.CLIENT_SECRET);
		settings.put("settlement.access.providers.away.audience", AUDIENCE);
		engine = Engine.start(folder.resolve("engine"), settings);
		settings.put("settlement.broker.embedded", "false");
		settings.put("spring.kafka.bootstrap-servers", engine.bootstrapServers());
		settings.put("settlement.instance", "other");
		settings.put("settlement.roles", "api");
		other = Engine.start(folder.resolve("other"), settings);
		http = new HttpCaller(engine.baseUrl());
	}

	@AfterAll
	static void stop() {
		other.close();
		engine.close();
		provider.close();
	}

	@Test
	void onlyItsAccessTokensForThisEngineCount() {
		String subject = linked("BUREAU", "310000");
		Date now = new Date();
		assertThat(call(token(subject, (claims) -> claims)).status()).isEqualTo(200);
		assertThat(call(token(subject, (claims) -> claims.claim("typ", "Bearer"))).status()).isEqualTo(200);
		// A clock that is a little ahead.
		assertThat(call(token(subject, (claims) -> claims.notBeforeTime(in(5)).issueTime(in(5)))).status())
			.isEqualTo(200);

		Map<String, String> refused = new LinkedHashMap<>();
		refused.put("not yet", token(subject, (claims) -> claims.notBeforeTime(in(120))));
		refused.put("issued in the future", token(subject, (claims) -> claims.issueTime(in(120))));
		refused.put("expired", token(subject, (claims) -> claims.issueTime(in(-600)).expirationTime(in(-300))));
		refused.put("never expires", token(subject, (claims) -> claims.expirationTime(null)));
		refused.put("issued never", token(subject, (claims) -> claims.issueTime(null)));
		refused.put("of nobody", token(subject, (claims) -> claims.subject(null)));
		refused.put("for another application", token(subject, (claims) -> claims.audience("another")));
		refused.put("for nobody", token(subject, (claims) -> claims.audience((String) null)));
		refused.put("an ID token", token(subject, (claims) -> claims.audience(OpenIdProvider.CLIENT_ID)));
		refused.put("an ID token for both",
				token(subject, (claims) -> claims.claim("nonce", "n").claim("at_hash", "h")));
		refused.put("an ID token by its type", token(subject, (claims) -> claims.claim("typ", "ID")));
		refused.put("of another issuer", token(subject, (claims) -> claims.issuer("https://elsewhere.example")));
		refused.put("signed by another provider", provider.signed("two", claims(subject).build()));
		refused.put("without a signature", new PlainJWT(claims(subject).issueTime(now).build()).serialize());
		refused.forEach((what, token) -> {
			Answer answer = call(token);
			assertThat(answer.status()).as(what + ": " + answer).isEqualTo(401);
			assertThat(answer.header("WWW-Authenticate")).as(what).startsWith("Bearer");
		});
	}

	@Test
	void nobodyIsAnybodyUntilAnOperatorLinksThem() {
		String subject = UUID.randomUUID().toString();
		UnaryOperator<JWTClaimsSet.Builder> boasts = (claims) -> claims.claim("preferred_username", "operator")
			.claim("email", "checker")
			.claim("role", "OPERATOR")
			.claim("org", "310000");
		Answer nobody = call(token(subject, boasts));
		assertThat(nobody.status()).as(nobody.text()).isEqualTo(403);
		assertThat(nobody.json().get("code").asString()).isEqualTo("FORBIDDEN");
		assertThat(nobody.json().get("detail").asString()).startsWith("Nobody here is linked");
		assertThat(audited("REQUEST_REFUSED", provider.issuer("one") + " " + subject)).isPositive();
		// Who calls himself so is not so.
		assertThat(call(token("operator", (claims) -> claims)).status()).isEqualTo(403);

		String username = person("BUREAU", "310000");
		link(username, "one", subject);

		assertThat(organisationOf(token(subject, boasts))).isEqualTo("310000");
		// The same subject of another provider is somebody else.
		String second = provider.signed("two", provider.claims("two", subject, AUDIENCE).build());
		assertThat(call(second).status()).isEqualTo(403);
		link(person("BUREAU", "330100"), "two", subject);
		assertThat(organisationOf(second)).isEqualTo("330100");
		assertThat(organisationOf(token(subject, boasts))).isEqualTo("310000");
	}

	@Test
	void tokensEndWithWhatTheyCameBy() {
		String username = person("BUREAU", "310000");
		String subject = UUID.randomUUID().toString();
		link(username, "one", subject);
		UnaryOperator<JWTClaimsSet.Builder> aMinuteAgo = (claims) -> claims.issueTime(in(-30));
		String before = token(subject, aMinuteAgo);
		assertThat(call(before).status()).isEqualTo(200);
		assertThat(http.call("POST", "/api/v1/access/people/" + username + "/log-out").status()).isEqualTo(200);
		assertThat(call(before).status()).isEqualTo(401);
		assertThat(call(token(subject, (claims) -> claims.issueTime(in(2)))).status()).isEqualTo(200);

		// Linked to another: whom they were linked to is out, also with what was issued
		// since.
		link(username, "one", UUID.randomUUID().toString());
		assertThat(call(token(subject, (claims) -> claims.issueTime(in(10)))).status()).isEqualTo(403);

		link(username, "one", subject);
		String last = token(subject, (claims) -> claims.issueTime(in(20)));
		assertThat(call(last).status()).isEqualTo(200);
		assertThat(http.call("POST", "/api/v1/access/people/" + username + "/disable").status()).isEqualTo(200);
		assertThat(call(last).status()).isEqualTo(401);
	}

	@Test
	void inventedKeysCauseNoFloodOfLookUps() {
		String subject = linked("BUREAU", "310000");
		assertThat(call(token(subject, (claims) -> claims)).status()).isEqualTo(200);
		int before = provider.keyLookUps();
		for (int i = 0; i < 100; i++) {
			String invented = provider.signed("one", "invented-" + i, claims(subject).build());
			assertThat(call(invented).status()).isEqualTo(401);
		}
		assertThat(provider.keyLookUps() - before).isLessThanOrEqualTo(2);
		assertThat(call(token(subject, (claims) -> claims)).status()).isEqualTo(200);
	}

	@Test
	void aProviderThatIsAwayHoldsUpNobodyElse() {
		JWTClaimsSet claims = claims("somebody")
			.issuer(engine.context().getEnvironment().getProperty("settlement.access.providers.away.issuer"))
			.build();
		for (int i = 0; i < 3; i++) {
			Answer away = call(provider.signed("one", claims));
			assertThat(away.status()).as(away.text()).isEqualTo(503);
			assertThat(away.header("Retry-After")).isNotEmpty();
		}
		assertThat(http.as("bureau-310000").get(DAYS).status()).isEqualTo(200);
		HttpResponse<String> page = new Person().get(engine, "/login/with/away");
		assertThat(page.statusCode()).isEqualTo(403);
		assertThat(page.body()).contains("The provider does not answer just now.");
		assertThat(new Person().get(engine, "/login/with/none").body()).contains("did not come to its end");
	}

	/** Each request goes to the other process. */
	@Test
	void aPersonLogsInAtWhicheverProcess() {
		String subject = UUID.randomUUID().toString();
		String username = person("BUREAU", "310000");
		link(username, "one", subject);
		Person person = new Person();
		assertThat(person.get(other, "/login").body()).contains("Log in with the City").doesNotContain("with/two");
		URI begun = person.begin(engine);
		assertThat(begun.toString()).startsWith(provider.issuer("one") + "/authorize?");
		URI back = provider.logIn(begun, subject, (claims) -> claims);
		HttpResponse<String> in = person.get(other, path(back));
		assertThat(in.statusCode()).as(in.body()).isEqualTo(302);
		assertThat(in.headers().firstValue("Location").orElseThrow()).endsWith("/");
		HttpResponse<String> page = person.get(engine, "/");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("310000");
		assertThat(person.get(other, "/").statusCode()).isEqualTo(200);

		assertThat(audited("LOGGED_IN", username)).isEqualTo(1);

		// Once is enough.
		assertThat(person.get(engine, path(back)).statusCode()).isEqualTo(403);
		assertThat(person.get(engine, "/").statusCode()).isEqualTo(200);
	}

	@Test
	void whoeverIsLinkedToNobodyIsToldWhatAnOperatorNeeds() {
		String subject = UUID.randomUUID().toString();
		Person person = new Person();
		HttpResponse<String> page = person.get(engine, path(provider.logIn(person.begin(engine), subject,
				(claims) -> claims.claim("preferred_username", "operator"))));
		assertThat(page.statusCode()).isEqualTo(403);
		assertThat(page.body()).contains("id=\"unlinked-issuer\">" + provider.issuer("one") + "<")
			.contains("id=\"unlinked-subject\">" + subject + "<");
		assertThat(person.cookie("medsettle-session")).isNull();
		assertThat(person.get(engine, "/").statusCode()).isEqualTo(302);
		assertThat(audited("LOGIN_REFUSED", provider.issuer("one") + " " + subject)).isEqualTo(1);
	}

	@Test
	void whatComesBackMustBeWhatWasAskedFor() {
		String subject = linked("BUREAU", "310000");
		Map<String, UnaryOperator<JWTClaimsSet.Builder>> wrong = new LinkedHashMap<>();
		wrong.put("of another login", (claims) -> claims.claim("nonce", "another"));
		wrong.put("for another client", (claims) -> claims.audience("another"));
		wrong.put("of another issuer", (claims) -> claims.issuer(provider.issuer("two")));
		wrong.put("expired", (claims) -> claims.issueTime(in(-600)).expirationTime(in(-300)));
		wrong.forEach((what, change) -> {
			Person person = new Person();
			refused(what, person, person.get(engine, path(provider.logIn(person.begin(engine), subject, change))));
		});
		Person person = new Person();
		String back = path(provider.logIn(person.begin(engine), subject, (claims) -> claims));
		refused("with another state", person, person.get(engine, back.replaceAll("state=.", "state=")));
		refused("said to come from another provider", person, person.get(engine, back.replace("/one", "/away")));
		Person victim = new Person();
		refused("at a browser that has asked for nothing", victim, victim.get(engine, back));
		victim.begin(engine);
		refused("at a browser that has asked for something else", victim, victim.get(engine, back));
		refused("given up", person, person.get(engine, "/login/oauth2/code/one?error=access_denied&state=x"));
		assertThat(person.get(engine, back).statusCode()).isEqualTo(302);
	}

	@Test
	void aCookieThatSomebodyHasMadeUpIsNoLogin() {
		for (String begun : new String[] { "", "%", "[]", "null", "{}", "{\"provider\":\"one\",\"state\":\"s\"}", """
				{"provider":"none","state":"s","nonce":"n","codeVerifier":"v","redirectUri":"u"}""",
				"""
						{"provider":"one","state":"s","nonce":"n","codeVerifier":"v","redirectUri":"http://elsewhere.example"}""" }) {
			for (String value : new String[] { begun,
					Base64.getUrlEncoder().withoutPadding().encodeToString(begun.getBytes(StandardCharsets.UTF_8)) }) {
				Answer answer = http.get("/login/oauth2/code/one?code=c&state=s", "Cookie", "medsettle-login=" + value);
				assertThat(answer.status()).as(begun + ": " + answer).isEqualTo(403);
			}
		}
	}

	private static void refused(String what, Person person, HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(what).isEqualTo(403);
		assertThat(answer.body()).as(what).contains("did not come to its end").doesNotContain("password is wrong");
		assertThat(person.get(engine, "/").statusCode()).as(what).isEqualTo(302);
	}

	private static Answer call(String token) {
		return http.get(DAYS, "Authorization", "Bearer " + token);
	}

	/**
	 * Told by what is answered about itself: another organisation's keys are not there.
	 */
	private static String organisationOf(String token) {
		for (String city : new String[] { "310000", "330100" }) {
			if (http.get("/api/v1/access/signature-keys/" + city, "Authorization", "Bearer " + token).status() == 200) {
				return city;
			}
		}
		return "";
	}

	private static String token(String subject, UnaryOperator<JWTClaimsSet.Builder> change) {
		return provider.signed("one", change.apply(claims(subject)).build());
	}

	private static JWTClaimsSet.Builder claims(String subject) {
		return provider.claims("one", subject, AUDIENCE);
	}

	private static Date in(int seconds) {
		return Date.from(Instant.now().plusSeconds(seconds));
	}

	/** The subject of somebody who is linked to a new person. */
	private static String linked(String role, String organisation) {
		String subject = UUID.randomUUID().toString();
		link(person(role, organisation), "one", subject);
		return subject;
	}

	private static String person(String role, String organisation) {
		String username = "p-" + UUID.randomUUID();
		Answer added = http.post("/api/v1/access/people", """
				{"username":"%s","role":"%s","organisation":"%s"}""".formatted(username, role, organisation));
		assertThat(added.status()).as(added.text()).isEqualTo(201);
		return username;
	}

	private static void link(String username, String name, String subject) {
		Answer linked = http.post("/api/v1/access/people/" + username + "/link", """
				{"issuer":"%s","subject":"%s"}""".formatted(provider.issuer(name), subject));
		assertThat(linked.status()).as(linked.text()).isEqualTo(200);
	}

	private static long audited(String act, String subject) {
		return engine.bean(JdbcTemplate.class)
			.queryForObject("select count(*) from audit_entry where act = ? and subject = ?", Long.class, act, subject);
	}

	private static String path(URI address) {
		return address.getRawPath() + "?" + address.getRawQuery();
	}

	/** A browser. Cookies know hosts and paths, and no ports. */
	private static final class Person {

		private final CookieManager cookies = new CookieManager();

		private final HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.cookieHandler(this.cookies)
			.build();

		HttpResponse<String> get(Engine process, String path) {
			try {
				return this.client.send(HttpRequest.newBuilder(URI.create(process.baseUrl() + path))
					.header("Accept", "text/html")
					.header("Accept-Language", "en")
					.build(), BodyHandlers.ofString());
			}
			catch (IOException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		/** Where it is sent to log in. */
		URI begin(Engine process) {
			HttpResponse<String> sent = get(process, "/login/with/one");
			assertThat(sent.statusCode()).as(sent.body()).isEqualTo(302);
			return URI.create(sent.headers().firstValue("Location").orElseThrow());
		}

		String cookie(String name) {
			return this.cookies.getCookieStore()
				.getCookies()
				.stream()
				.filter((cookie) -> cookie.getName().equals(name))
				.map(HttpCookie::getValue)
				.findFirst()
				.orElse(null);
		}

	}

}
