package io.medsettle.api.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.json.JsonMapper;

/**
 * The tokens of the clients of the profile demo. Tests that are about something else are
 * called by whoever may: the hospital that a claim names, the bureau that a file is for,
 * else the operator.
 */
public final class Tokens {

	/** A header that says that a request is to have none. */
	public static final String NONE = "X-No-Token";

	private static final Duration KEPT = Duration.ofMinutes(8);

	private static final String SOME_HOSPITAL = "H31000000001";

	private static final Pattern OF_HOSPITAL = Pattern.compile("\"hospitalCode\"\\s*:\\s*\"(H\\d{11})\"");

	private static final Pattern OF_CITY = Pattern.compile("\"city\"\\s*:\\s*\"(\\d{6})\"");

	private static final Pattern CLAIMS = Pattern.compile("/api/v1/(claims|claims/batch|statements)");

	private static final Pattern DECISION = Pattern.compile("/api/v1/claims/[^/]+/[^/]+/decision");

	private static final Pattern OF_ONE_HOSPITAL = Pattern.compile("/api/v1/(?:claims|statements)/(H\\d{11})/.*");

	private static final Pattern FILE = Pattern.compile("/api/v1/clearing-days/[^/]+/files/(\\d{6})_.*");

	private static final Pattern APPROVAL = Pattern.compile("/api/v1/(breaks|proposals)/[^/]+/approve");

	private static final Map<String, Token> KNOWN = new ConcurrentHashMap<>();

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private Tokens() {
	}

	/** The value of the header Authorization for a client; empty if it gets no token. */
	public static String of(String baseUrl, String clientId) {
		Token known = KNOWN.get(baseUrl + " " + clientId);
		if (known == null || known.issuedAt.plus(KEPT).isBefore(Instant.now())) {
			known = new Token(fetch(baseUrl, clientId), Instant.now());
			if (!known.value.isEmpty()) {
				KNOWN.put(baseUrl + " " + clientId, known);
			}
		}
		return known.value;
	}

	/** Forgets what is known of an engine, whose keys may be others now. */
	public static void forget(String baseUrl) {
		KNOWN.keySet().removeIf((key) -> key.startsWith(baseUrl + " "));
	}

	/** The same for whoever may send a request. */
	public static String ofWhoMay(String baseUrl, String method, String path, byte[] body) {
		String asked = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
		String token = of(baseUrl, clientId(method, asked, new String(body, StandardCharsets.ISO_8859_1)));
		return token.isEmpty() && !asked.startsWith("/actuator") ? of(baseUrl, SOME_HOSPITAL) : token;
	}

	private static String clientId(String method, String path, String body) {
		if (CLAIMS.matcher(path).matches()) {
			return first(OF_HOSPITAL, body, SOME_HOSPITAL);
		}
		if (DECISION.matcher(path).matches()) {
			return method.equals("POST") ? "bureau-" + first(OF_CITY, body, "320500") : "operator";
		}
		Matcher hospital = OF_ONE_HOSPITAL.matcher(path);
		if (hospital.matches()) {
			return hospital.group(1);
		}
		Matcher file = FILE.matcher(path);
		if (file.matches()) {
			return "bureau-" + file.group(1);
		}
		if (path.startsWith("/api/v1/breaks/") && (path.endsWith("/dispute") || path.endsWith("/uphold"))) {
			return path.endsWith("/dispute") ? "bureau-310000" : "bureau-320500";
		}
		if (path.endsWith("/ack")) {
			return "bureau-310000";
		}
		return APPROVAL.matcher(path).matches() ? "checker" : "operator";
	}

	private static String first(Pattern pattern, String text, String otherwise) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? matcher.group(1) : otherwise;
	}

	/** One more; empty if it gets none. */
	public static String fetch(String baseUrl, String clientId) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/oauth2/token"))
			.timeout(Duration.ofSeconds(60))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.header("Authorization",
					"Basic " + Base64.getEncoder()
						.encodeToString((clientId + ":demo").getBytes(StandardCharsets.UTF_8)))
			.POST(BodyPublishers.ofString("grant_type=client_credentials"))
			.build();
		try {
			HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
			return (answer.statusCode() == 200)
					? "Bearer " + JsonMapper.shared().readTree(answer.body()).get("access_token").asString() : "";
		}
		catch (IOException ex) {
			// The request itself will tell.
			return "";
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private record Token(String value, Instant issuedAt) {
	}

}
