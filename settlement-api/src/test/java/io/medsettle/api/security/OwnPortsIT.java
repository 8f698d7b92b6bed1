package io.medsettle.api.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.RawCaller;
import io.medsettle.api.testing.TestAuthority;
import io.medsettle.api.testing.TestAuthority.Issued;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * An engine that does TLS itself, where clients may show a certificate, and has a port of
 * its own for management.
 */
class OwnPortsIT {

	private static final TestAuthority AUTHORITY = new TestAuthority("CN=Regional authority,C=CN");

	private static final String SUBJECT = "CN=H31000000001,O=Hospital,C=CN";

	private static final Issued HOSPITAL = AUTHORITY.issue(SUBJECT);

	private static final Issued OTHER = AUTHORITY.issue("CN=H33010000001,O=Other hospital,C=CN");

	private static final SSLContext SHOWS_NOTHING = AUTHORITY.trusting();

	private static final String DAYS = "/api/v1/clearing-days";

	private static Engine engine;

	private static String https;

	private static HttpCaller management;

	@BeforeAll
	static void start(@TempDir Path folder) {
		Path store = AUTHORITY.issue("CN=127.0.0.1").write(folder.resolve("server.p12"));
		Path trust = AUTHORITY.writeTrust(folder.resolve("trust.p12"));
		String bundle = "spring.ssl.bundle.jks.engine.";
		engine = Engine.start(folder.resolve("data"),
				Map.of(bundle + "keystore.location", store.toUri().toString(), bundle + "keystore.password",
						TestAuthority.PASSWORD, bundle + "truststore.location", trust.toUri().toString(),
						bundle + "truststore.password", TestAuthority.PASSWORD, "server.ssl.bundle", "engine",
						"server.ssl.client-auth", "want", "management.server.port", "0",
						"management.server.ssl.enabled", "false"));
		https = "https://127.0.0.1:" + property("local.server.port");
		management = new HttpCaller("http://127.0.0.1:" + property("local.management.port"));
	}

	@AfterAll
	static void stop() {
		if (engine != null) {
			engine.close();
		}
	}

	@Test
	void tokensOfACertificateCountWhereItIsShownAndNowhereElse() {
		String operator = "Bearer " + token(ask(SHOWS_NOTHING, "operator", "demo"));
		String secret = add("H31000000001-tls", "H31000000001", operator);
		assertThat(ask(SHOWS_NOTHING, "H31000000001-tls", secret).statusCode()).isEqualTo(200);
		HttpResponse<String> set = setCertificate("H31000000001-tls", SUBJECT, operator);
		assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
		assertThat(json(set).get("certificateSubject").asString()).isEqualTo(SUBJECT);

		// A secret alone is nothing any more, with the certificate or without.
		assertThat(ask(SHOWS_NOTHING, "H31000000001-tls", secret).statusCode()).isEqualTo(401);
		assertThat(ask(HOSPITAL.shown(true), "H31000000001-tls", secret).statusCode()).isEqualTo(401);
		assertThat(ask(SHOWS_NOTHING, "H31000000001-tls", "").statusCode()).isEqualTo(401);
		assertThat(ask(OTHER.shown(true), "H31000000001-tls", "").statusCode()).isEqualTo(401);
		// Who issued it may be sent along or not.
		String alone = token(ask(HOSPITAL.shown(false), "H31000000001-tls", ""));
		String bound = token(ask(HOSPITAL.shown(true), "H31000000001-tls", ""));
		assertThat(alone).isNotEqualTo(bound);

		for (String token : List.of(alone, bound)) {
			// The second of them is remembered from the first.
			assertThat(get(HOSPITAL.shown(true), DAYS, token).statusCode()).isEqualTo(200);
			assertThat(get(HOSPITAL.shown(false), DAYS, token).statusCode()).isEqualTo(200);
			for (SSLContext shown : List.of(SHOWS_NOTHING, OTHER.shown(true))) {
				HttpResponse<String> refused = get(shown, DAYS, token);
				assertThat(refused.statusCode()).isEqualTo(401);
				assertThat(refused.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
				assertThat(json(refused).get("code").asString()).isEqualTo("UNAUTHORIZED");
			}
		}
		HttpResponse<String> otherFirst = get(OTHER.shown(true), DAYS,
				token(ask(HOSPITAL.shown(true), "H31000000001-tls", "")));
		assertThat(otherFirst.statusCode()).isEqualTo(401);
		// Tokens of a secret are bound to none.
		assertThat(get(OTHER.shown(true), DAYS, operator.substring("Bearer ".length())).statusCode()).isEqualTo(200);
	}

	@Test
	void aCertificateIsOneClients() {
		String operator = "Bearer " + token(ask(SHOWS_NOTHING, "operator", "demo"));
		String subject = "CN=H33010000001,O=Other hospital,C=CN";
		String first = add("tls-first", "H33010000001", operator);
		add("tls-second", "H31000000001", operator);
		// Written otherwise, it is the same name.
		assertThat(setCertificate("tls-first", "cn=H33010000001,  o=Other hospital , c=CN", operator).statusCode())
			.isEqualTo(200);
		assertThat(setCertificate("tls-first", subject, operator).statusCode()).isEqualTo(200);
		HttpResponse<String> taken = setCertificate("tls-second", subject, operator);
		assertThat(taken.statusCode()).as(taken.body()).isEqualTo(409);
		assertThat(ask(OTHER.shown(true), "tls-second", "").statusCode()).isEqualTo(401);
		assertThat(ask(OTHER.shown(true), "tls-first", "").statusCode()).isEqualTo(200);

		String second = json(post("/api/v1/access/clients/tls-first/secret", "", operator)).get("secret").asString();
		assertThat(ask(OTHER.shown(true), "tls-first", "").statusCode()).isEqualTo(401);
		assertThat(ask(SHOWS_NOTHING, "tls-first", second).statusCode()).isEqualTo(200);
		assertThat(ask(SHOWS_NOTHING, "tls-first", first).statusCode()).isEqualTo(401);
		assertThat(setCertificate("tls-second", subject, operator).statusCode()).isEqualTo(200);
		assertThat(post("/api/v1/access/clients/tls-second/revoke", "", operator).statusCode()).isEqualTo(200);
		assertThat(setCertificate("tls-second", subject, operator).statusCode()).isEqualTo(404);
		assertThat(setCertificate("tls-first", subject, operator).statusCode()).isEqualTo(200);
	}

	@Test
	void aCertificateOfAnotherAuthorityIsNoneAtAll() {
		Issued strange = new TestAuthority("CN=Regional authority,C=CN").issue(SUBJECT);
		assertThatThrownBy(() -> get(strange.shownTo(AUTHORITY, true), "/login", ""))
			.hasCauseInstanceOf(IOException.class);
	}

	@Test
	void pagesGoOverTlsAlone() {
		HttpResponse<String> login = get(SHOWS_NOTHING, "/login", "");
		assertThat(login.statusCode()).isEqualTo(200);
		assertThat(login.headers().allValues("Set-Cookie")).isNotEmpty()
			.allSatisfy((cookie) -> assertThat(cookie).contains("Secure", "HttpOnly"));
		assertThat(login.headers().firstValue("Strict-Transport-Security")).isPresent();
	}

	@Test
	void managementIsOnItsOwnPortForThoseWhoMay() {
		String operator = token(ask(SHOWS_NOTHING, "operator", "demo"));
		Answer health = management.get("/actuator/health", "X-No-Token", "");
		assertThat(health.status()).isEqualTo(200);
		assertThat(health.text()).contains("UP").doesNotContain("components");
		assertThat(management.get("/actuator/health/readiness", "X-No-Token", "").status()).isEqualTo(200);
		assertThat(management.get("/actuator/health/liveness", "X-No-Token", "").status()).isEqualTo(200);
		assertThat(managed("/actuator/health", operator).text()).contains("components");
		assertThat(managed("/actuator/prometheus", operator).text()).contains("settlement_listener_running");
		assertThat(managed("/actuator/sbom", operator).text()).contains("\"ids\"");
		assertThat(managed("/actuator/prometheus", token(ask(SHOWS_NOTHING, "H31000000001", "demo"))).status())
			.isEqualTo(403);
		for (String path : List.of("/actuator", "/actuator/prometheus", "/actuator/env", "/actuator/sbom")) {
			Answer nobody = management.get(path, "X-No-Token", "", "Accept", "text/html");
			assertThat(nobody.status()).as(path).isEqualTo(401);
			assertIsAGuardedProblem(nobody);
		}
		Answer unknown = managed("/actuator/env", operator);
		assertThat(unknown.status()).isEqualTo(404);
		assertIsAGuardedProblem(unknown);
		RawCaller.RawAnswer malformed = new RawCaller("http://127.0.0.1:" + property("local.management.port"))
			.send("GET /actuator/%zz HTTP/1.1", List.of("X-No-Token: x"), new byte[0]);
		assertThat(malformed.status()).isEqualTo(400);
		assertThat(malformed.header("Content-Type")).startsWith("application/problem+json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/login", "/oauth2/token", "/oauth2/jwks", "/v3/api-docs", "/interface",
			"/console/console.css", "/console/parts", "/api/v1/clearing-days", "/national/x", "/error", "/nowhere",
			"/livez", "/readyz" })
	void managementsPortHasNothingElse(String address) {
		String operator = token(ask(SHOWS_NOTHING, "operator", "demo"));
		for (String method : List.of("GET", "POST")) {
			for (String authorization : List.of("Bearer " + operator,
					"Basic " + Base64.getEncoder().encodeToString("operator:demo".getBytes(StandardCharsets.UTF_8)))) {
				Answer answer = management.call(method, address, "X-No-Token", "", "Authorization", authorization,
						"Accept", "text/html");
				assertThat(answer.status()).as(answer::toString).isEqualTo(404);
				assertIsAGuardedProblem(answer);
			}
		}
	}

	@Test
	void theOtherPortHasNothingOfManagementButWhetherItLives() {
		String operator = token(ask(SHOWS_NOTHING, "operator", "demo"));
		for (String path : List.of("/actuator", "/actuator/prometheus", "/actuator/health", "/actuator/sbom")) {
			assertThat(get(SHOWS_NOTHING, path, operator).statusCode()).as(path).isEqualTo(404);
		}
		assertThat(get(SHOWS_NOTHING, "/actuator/prometheus", "").statusCode()).isEqualTo(401);
		for (String path : List.of("/livez", "/readyz")) {
			HttpResponse<String> answer = get(SHOWS_NOTHING, path, "");
			assertThat(answer.statusCode()).as(path).isEqualTo(200);
			assertThat(answer.body()).contains("UP").doesNotContain("components");
		}
	}

	private static void assertIsAGuardedProblem(Answer answer) {
		assertThat(answer.header("Content-Type")).as(answer::toString).startsWith("application/problem+json");
		assertThat(answer.header("Set-Cookie")).isEmpty();
		assertThat(answer.header("Location")).isEmpty();
		assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
		assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
	}

	private static Answer managed(String path, String token) {
		return management.get(path, "Authorization", "Bearer " + token);
	}

	private static String add(String clientId, String hospital, String operator) {
		HttpResponse<String> added = post("/api/v1/access/clients",
				"{\"clientId\":\"" + clientId + "\",\"role\":\"HOSPITAL\",\"organisation\":\"" + hospital + "\"}",
				operator);
		assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
		return json(added).get("secret").asString();
	}

	private static HttpResponse<String> setCertificate(String clientId, String subject, String operator) {
		return post("/api/v1/access/clients/" + clientId + "/certificate", "{\"subject\":\"" + subject + "\"}",
				operator);
	}

	private static HttpResponse<String> post(String path, String json, String authorization) {
		HttpRequest.Builder request = request(path).header("Authorization", authorization);
		if (!json.isEmpty()) {
			request.header("Content-Type", "application/json");
		}
		return send(SHOWS_NOTHING, request.POST(BodyPublishers.ofString(json)));
	}

	private static HttpResponse<String> get(SSLContext shown, String path, String token) {
		HttpRequest.Builder request = request(path);
		return send(shown, token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
	}

	/** Asks for a token, with the id alone if there is no secret. */
	private static HttpResponse<String> ask(SSLContext shown, String clientId, String secret) {
		HttpRequest.Builder request = request("/oauth2/token").header("Content-Type",
				"application/x-www-form-urlencoded");
		String form = "grant_type=client_credentials";
		if (secret.isEmpty()) {
			form += "&client_id=" + clientId;
		}
		else {
			request.header("Authorization", "Basic "
					+ Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8)));
		}
		return send(shown, request.POST(BodyPublishers.ofString(form)));
	}

	private static String token(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return json(answer).get("access_token").asString();
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	private static HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(https + path));
	}

	/** On a connection of its own. */
	private static HttpResponse<String> send(SSLContext shown, HttpRequest.Builder request) {
		try (HttpClient client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.sslContext(shown)
			.build()) {
			return client.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String property(String name) {
		return engine.context().getEnvironment().getRequiredProperty(name);
	}

}
