package io.medsettle.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Uses an engine over HTTP as hospitals, bureaus and operators do, and knows nothing of
 * it but the contract.
 */
public final class EngineClient {

	private static final Pattern HOSPITAL = Pattern.compile("\"hospitalCode\"\\s*:\\s*\"([^\"]*)\"");

	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

	private static final Duration LOOKED_AT_EVERY = Duration.ofMillis(100);

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final String engineUrl;

	private final String baseUrl;

	/**
	 * @param baseUrl such as {@code http://127.0.0.1:8080}
	 */
	public EngineClient(String baseUrl) {
		this.engineUrl = baseUrl;
		this.baseUrl = baseUrl + "/api/v1";
	}

	/**
	 * Sends claims as one batch a hospital and returns how many were taken and refused.
	 */
	public JsonNode postBatch(Collection<String> claims) {
		Map<String, List<String>> byHospital = new LinkedHashMap<>();
		claims.forEach(
				(claim) -> byHospital.computeIfAbsent(hospitalCode(claim), (code) -> new ArrayList<>()).add(claim));
		long received = 0;
		long refused = 0;
		for (List<String> batch : byHospital.values()) {
			String body = String.join("\n", batch);
			HttpRequest request = request("/claims/batch", body).header("Content-Type", "application/x-ndjson")
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build();
			JsonNode receipt = json(send(request), 200);
			received += receipt.get("received").asLong();
			refused += receipt.get("refused").asLong();
		}
		return this.mapper.createObjectNode().put("received", received).put("refused", refused);
	}

	private static String hospitalCode(String claim) {
		Matcher matcher = HOSPITAL.matcher(claim);
		return matcher.find() ? matcher.group(1) : "";
	}

	/** Sends one claim and returns the status code. */
	public int postClaim(String claim) {
		HttpRequest request = request("/claims", claim).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(claim))
			.build();
		return send(request).statusCode();
	}

	/** Sends one claim and returns its receipt, with the final status. */
	public JsonNode postClaimAndWait(String claim) {
		HttpRequest request = request("/claims", claim).header("Content-Type", "application/json")
			.header("Prefer", "wait=30")
			.POST(HttpRequest.BodyPublishers.ofString(claim))
			.build();
		return json(send(request), 200);
	}

	public JsonNode get(String path) {
		return json(send(request(path).GET().build()), 200);
	}

	/** The clearing day that claims now belong to. */
	public LocalDate currentDay() {
		// An engine that was never asked for a day has none yet; the first is today's.
		LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
		LocalDate current = LocalDate.MAX;
		for (JsonNode day : get("/clearing-days").get("clearingDays")) {
			LocalDate date = LocalDate.parse(day.get("day").asString());
			Instant cutOff = OffsetDateTime.parse(day.get("cutOff").asString()).toInstant();
			if (cutOff.isAfter(Instant.now()) && date.isBefore(current)) {
				current = date;
			}
		}
		return current.equals(LocalDate.MAX) ? today : current;
	}

	/** Closes a day and returns the address of its night. */
	public String close(LocalDate day) {
		HttpRequest request = request("/clearing-days/" + day + "/close").POST(HttpRequest.BodyPublishers.noBody())
			.build();
		HttpResponse<byte[]> response = send(request);
		json(response, 202);
		return response.headers().firstValue("Location").orElseThrow();
	}

	/**
	 * Waits until a day is published.
	 * @throws IllegalStateException if its night fails or takes longer
	 */
	public void awaitPublished(LocalDate day, Duration atMost) {
		long deadline = System.nanoTime() + atMost.toNanos();
		while (true) {
			JsonNode shown = get("/clearing-days/" + day);
			if (shown.get("state").asString().matches("PUBLISHED|ACKNOWLEDGED")) {
				return;
			}
			JsonNode run = shown.get("run");
			JsonNode night = (run != null) ? get(run.asString().substring("/api/v1".length())) : null;
			if (night != null && night.get("state").asString().equals("FAILED")) {
				throw new IllegalStateException("The night failed: " + night);
			}
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("Not published after " + atMost + ": " + shown + " " + night);
			}
			pause();
		}
	}

	/** Positions of a published day. */
	public PublishedDay positions(LocalDate day) {
		return PublishedDay.of(get("/clearing-days/" + day + "/positions"));
	}

	/** The bytes of all files of a published day by name. */
	public Map<String, byte[]> files(LocalDate day) {
		Map<String, byte[]> files = new TreeMap<>();
		for (JsonNode file : get("/clearing-days/" + day + "/files")) {
			String name = file.get("name").asString();
			HttpResponse<byte[]> response = send(request("/clearing-days/" + day + "/files/" + name).GET().build());
			if (response.statusCode() != 200) {
				throw new IllegalStateException(name + " answers " + response.statusCode());
			}
			files.put(name, response.body());
		}
		return files;
	}

	private HttpRequest.Builder request(String path) {
		return request(path, "");
	}

	private HttpRequest.Builder request(String path, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.baseUrl + path)).timeout(REQUEST_TIMEOUT);
		String token = Tokens.ofWhoMay(this.engineUrl, "POST", "/api/v1" + path, body.getBytes(StandardCharsets.UTF_8));
		return token.isEmpty() ? request : request.header("Authorization", token);
	}

	private HttpResponse<byte[]> send(HttpRequest request) {
		try {
			return this.http.send(request, HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private JsonNode json(HttpResponse<byte[]> response, int expectedStatus) {
		String body = new String(response.body(), StandardCharsets.UTF_8);
		if (response.statusCode() != expectedStatus) {
			throw new IllegalStateException(response.request().method() + " " + response.uri() + " answers "
					+ response.statusCode() + ": " + body);
		}
		return this.mapper.readTree(body.isBlank() ? "{}" : body);
	}

	private static void pause() {
		try {
			Thread.sleep(LOOKED_AT_EVERY);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The positions of a day, keyed as {@code insured→treatment}, {@code cityA|cityB} and
	 * city.
	 *
	 * @param claims cleared claims by ordered pair
	 * @param obligations fen by ordered pair
	 * @param bilateral fen by unordered pair
	 * @param net fen by city
	 */
	public record PublishedDay(Map<String, Long> claims, Map<String, Long> obligations, Map<String, Long> bilateral,
			Map<String, Long> net) {

		static PublishedDay of(JsonNode positions) {
			PublishedDay day = new PublishedDay(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
			for (JsonNode row : positions.get("obligations")) {
				String pair = row.get("insuredCity").asString() + "→" + row.get("treatmentCity").asString();
				day.claims.put(pair, row.get("claims").longValue());
				day.obligations.put(pair, row.get("fen").longValue());
			}
			for (JsonNode row : positions.get("bilateral")) {
				day.bilateral.put(row.get("cityA").asString() + "|" + row.get("cityB").asString(),
						row.get("fen").longValue());
			}
			for (JsonNode row : positions.get("net")) {
				day.net.put(row.get("city").asString(), row.get("netFen").longValue());
			}
			return day;
		}

		/** How many claims cleared. */
		public long cleared() {
			return this.claims.values().stream().mapToLong(Long::longValue).sum();
		}

	}

}
