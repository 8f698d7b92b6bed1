package io.medsettle.api.provider;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.api.testing.Engine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * A real Keycloak in a process of its own, with the realm {@code bureaus}: the console
 * and two applications, and three people.
 */
final class Keycloak implements AutoCloseable {

	static final String CLIENT_ID = "medsettle-console";

	static final String SECRET = "a-secret-of-this-test";

	static final String AUDIENCE = "medsettle";

	/** Gets tokens for this engine. */
	static final String OURS = "reports";

	/** Gets tokens, and not for this engine. */
	static final String OTHERS = "another-application";

	static final String CLERK = "li.wei";

	static final String COLLEAGUE = "zhang.min";

	/** Is called like somebody here, and is nobody. */
	static final String NAMESAKE = "operator";

	static final String PASSWORD = "a-password-of-this-test";

	private static final Path UNPACKED = Path.of("target", "keycloak");

	private static final Duration START_MAX = Duration.ofMinutes(10);

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final String REALM = """
			{"realm": "bureaus", "enabled": true, "sslRequired": "none",
			 "clients": [
			  {"clientId": "%1$s", "secret": "%2$s", "protocol": "openid-connect", "standardFlowEnabled": true,
			   "redirectUris": ["%3$s/login/oauth2/code/keycloak"],
			   "attributes": {"pkce.code.challenge.method": "S256"}},
			  {"clientId": "%4$s", "secret": "%2$s", "protocol": "openid-connect", "standardFlowEnabled": false, "directAccessGrantsEnabled": true,
			   "protocolMappers": [{"name": "for medsettle", "protocol": "openid-connect",
			    "protocolMapper": "oidc-audience-mapper",
			    "config": {"included.custom.audience": "%5$s", "access.token.claim": "true", "id.token.claim": "true"}}]},
			  {"clientId": "%6$s", "secret": "%2$s", "protocol": "openid-connect", "standardFlowEnabled": false, "directAccessGrantsEnabled": true}],
			 "users": [%7$s, %8$s, %9$s]}
			""";

	private static final String USER = """
			{"username": "%1$s", "enabled": true, "firstName": "%1$s", "lastName": "Li", "emailVerified": true,
			 "email": "%1$s@bureau.example", "credentials": [{"type": "password", "value": "%2$s"}]}""";

	private final int port = Engine.freePort();

	private final Process process;

	/**
	 * Starts it; returns when it answers.
	 * @param consoleUrl where people who have logged in are sent back to
	 */
	Keycloak(String consoleUrl) throws IOException {
		Path home;
		try (Stream<Path> folders = Files.list(UNPACKED)) {
			home = folders.findFirst().orElseThrow();
		}
		Path data = home.resolve("data");
		FileSystemUtils.deleteRecursively(data);
		Files.createDirectories(data.resolve("import"));
		Files.writeString(data.resolve("import").resolve("bureaus-realm.json"),
				REALM.formatted(CLIENT_ID, SECRET, consoleUrl, OURS, AUDIENCE, OTHERS, USER.formatted(CLERK, PASSWORD),
						USER.formatted(COLLEAGUE, PASSWORD), USER.formatted(NAMESAKE, PASSWORD)));
		ProcessBuilder start = new ProcessBuilder("sh", home.resolve("bin").resolve("kc.sh").toString(), "start-dev",
				"--http-host=127.0.0.1", "--http-port=" + this.port, "--db=dev-mem", "--import-realm");
		start.environment().put("JAVA_HOME", System.getProperty("java.home"));
		start.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
		start.redirectErrorStream(true).redirectOutput(UNPACKED.resolve("keycloak.log").toFile());
		this.process = start.start();
		await("Keycloak, which says more in " + UNPACKED.resolve("keycloak.log")).atMost(START_MAX)
			.pollInterval(Duration.ofSeconds(1))
			.until(this::answers);
	}

	String issuer() {
		return "http://127.0.0.1:" + this.port + "/realms/bureaus";
	}

	/** The access token and the ID token of somebody, as an application gets them. */
	JsonNode tokens(String application, String username) throws IOException, InterruptedException {
		String form = Map
			.of("grant_type", "password", "scope", "openid", "client_id", application, "client_secret", SECRET,
					"username", username, "password", PASSWORD)
			.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		HttpResponse<String> answer = HTTP
			.send(HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/token"))
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(BodyPublishers.ofString(form))
				.build(), BodyHandlers.ofString());
		if (answer.statusCode() != 200) {
			throw new IllegalStateException(answer.body());
		}
		return JsonMapper.shared().readTree(answer.body());
	}

	private boolean answers() throws InterruptedException {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("Keycloak has ended with " + this.process.exitValue());
		}
		try {
			return HTTP
				.send(HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration")).build(),
						BodyHandlers.discarding())
				.statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void close() throws InterruptedException {
		// The script may stand between.
		this.process.descendants().forEach(ProcessHandle::destroy);
		this.process.destroy();
		if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
			this.process.descendants().forEach(ProcessHandle::destroyForcibly);
			this.process.destroyForcibly();
		}
	}

}
