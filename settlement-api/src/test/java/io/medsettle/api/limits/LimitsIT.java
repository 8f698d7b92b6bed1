package io.medsettle.api.limits;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.medsettle.api.access.AccessClient;
import io.medsettle.api.access.AccessClients;
import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.SecretEncoder;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.OpenRequest;
import io.medsettle.api.testing.SampleClaim;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an organisation is told that asks for too much, or whose secret others guess at.
 */
@Tag("invariant-14")
class LimitsIT {

	private static final String CLAIMS = "/api/v1/claims";

	private static final String BATCH = "/api/v1/claims/batch";

	private static final String NDJSON = "application/x-ndjson";

	private static final String CALENDAR = "/api/v1/calendar";

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final int GUESSES = 1_600;

	private static final int GUESSERS = 16;

	private static final Map<String, String> SETTINGS = Map.of("settlement.limits.requests-per-second", "2",
			"settlement.limits.claims-per-second", "1", "settlement.limits.batches-at-once", "1",
			"server.forward-headers-strategy", "native", "server.tomcat.remoteip.internal-proxies", "127\\.0\\.0\\.9");

	private static final String SECRET = SecretEncoder.newSecret();

	@TempDir
	private static Path folder;

	private static Engine engine;

	private static HttpCaller http;

	private static JdbcTemplate jdbc;

	@BeforeAll
	static void start() {
		engine = Engine.start(folder.resolve("data"), SETTINGS);
		http = new HttpCaller(engine.baseUrl());
		jdbc = engine.bean(JdbcTemplate.class);
		engine.bean(AccessClients.class)
			.add(List.of(
					new AccessClient("second-of-2", String.valueOf(SecretEncoder.fast().encode("demo")),
							AccessRole.HOSPITAL, "H31000000002", Instant.EPOCH, null, null),
					new AccessClient("guessed-at", String.valueOf(SecretEncoder.fast().encode(SECRET)),
							AccessRole.HOSPITAL, "H31000000003", Instant.EPOCH, null, null)));
	}

	@AfterAll
	static void stop() {
		engine.close();
	}

	@Test
	void organisationThatAsksForTooMuchIsTurnedAwayWhicheverOfItsClientsAsks() throws Exception {
		HttpCaller first = http.as("H31000000002");
		HttpCaller second = http.as("second-of-2");
		Answer refused = first.get(CALENDAR);
		for (int call = 0; refused.status() == 200 && call < 1000; call++) {
			refused = ((call % 2 == 0) ? first : second).get(CALENDAR);
		}

		assertThat(refused.status()).isEqualTo(429);
		assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
		assertThat(refused.json().get("code").asString()).isEqualTo("TOO_MANY_REQUESTS");
		assertThat(refused.json().get("detail").asString()).contains("2 requests a second");
		long seconds = Long.parseLong(refused.header("Retry-After"));
		assertThat(seconds).isBetween(1L, 3L);
		assertThat(http.as("H31000000004").get(CALENDAR).status()).isEqualTo(200);
		Thread.sleep(Duration.ofSeconds(seconds));
		assertThat(second.get(CALENDAR).status()).isEqualTo(200);
		assertThat(auditRows("REQUEST_REFUSED", "H31000000002", "second-of-2")).isPositive();
	}

	@Test
	void nothingOfABodyIsReadBeforeTheAnswer() throws Exception {
		// Nobody waits for these to become less: the clock of the test goes on too.
		useUp("H31000000005");
		try (OpenRequest careful = OpenRequest.post(engine, BATCH, NDJSON, "Expect: 100-continue\r\n",
				"H31000000005")) {
			assertThat(careful.answer()).startsWith("HTTP/1.1 429").doesNotContain("100 Continue");
		}
	}

	@Test
	void anotherBatchOfTheSameHospitalWaitsForItsTurnAndOthersDoNot() throws Exception {
		try (OpenRequest open = OpenRequest.post(engine, BATCH, NDJSON, "", "H31000000006")) {
			open.send("\n");
			await().atMost(SOON).until(() -> batch("H31000000006", "\n").status() == 429);
			assertThat(batch("H31000000006", "\n").json().get("detail").asString()).contains("under way");
			assertThat(batch("H31000000007", line("H31000000007")).status()).isEqualTo(200);
			open.end();
			assertThat(open.answer()).startsWith("HTTP/1.1 200");
		}
		await().atMost(SOON).until(() -> batch("H31000000006", "\n").status() == 200);
	}

	/** What another process has taken comes to be known while the batch is read. */
	@Test
	void batchBeyondTheLimitIsToldFromWhichLineOn() throws Exception {
		String hospital = "H32010000001";
		try (OpenRequest batch = OpenRequest.post(engine, BATCH, NDJSON, "", hospital)) {
			batch.send(line(hospital).repeat(5));
			await().atMost(SOON).until(() -> claimsOf(hospital) >= 5);
			jdbc.update("update organisation_use set claims = claims + 1000 where organisation = ?", hospital);
			await().atMost(SOON).until(() -> http.as(hospital).post(CLAIMS, line(hospital)).status() == 429);
			batch.send(line(hospital) + line(hospital));
			batch.end();

			assertThat(batch.answer()).startsWith("HTTP/1.1 429")
				.contains("\"code\":\"TOO_MANY_REQUESTS\"", "\"linesRead\":5", "\"received\":5", "\"nextLine\":6")
				.containsPattern("Retry-After: \\d+");
		}
	}

	@Test
	void batchBeyondWhatIsKeptIsReadMoreSlowly() {
		String hospital = "H32010000002";

		Answer answer = batch(hospital, line(hospital).repeat(63));

		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(answer.json().get("received").asInt()).isEqualTo(63);
		assertThat(batch(hospital, line(hospital)).status()).isEqualTo(429);
	}

	@Test
	void whoGuessesIsSlowedAndTheHospitalIsNotShutOut() throws Exception {
		HttpCaller valid = http.as("guessed-at");
		HttpClient own = from("127.0.0.2");
		String token = "Bearer "
				+ JsonMapper.shared().readTree(token(own, "guessed-at", SECRET).body()).get("access_token").asString();
		Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
		Instant begin = Instant.now();
		try (ExecutorService guessers = Executors.newFixedThreadPool(GUESSERS)) {
			HttpClient attacker = from("127.0.0.4");
			List<Future<?>> all = IntStream.range(0, GUESSERS).<Future<?>>mapToObj((guesser) -> guessers.submit(() -> {
				for (int i = 0; i < GUESSES / GUESSERS; i++) {
					answers
						.computeIfAbsent(
								token(attacker, "guessed-at", "wrong" + i, "X-Forwarded-For",
										"10.%d.%d.1".formatted(guesser, i % 256))
									.statusCode(),
								(status) -> new AtomicInteger())
						.incrementAndGet();
				}
				return null;
			})).toList();
			int calls = 0;
			while (all.stream().anyMatch((guesser) -> !guesser.isDone())) {
				assertThat(token(own, "guessed-at", SECRET).statusCode()).isEqualTo(200);
				if (calls++ < 20) {
					assertThat(valid.get(CALENDAR, "Authorization", token).status()).isEqualTo(200);
				}
				Thread.sleep(200);
			}
			for (Future<?> guesser : all) {
				guesser.get();
			}
		}

		assertThat(answers.keySet()).containsExactlyInAnyOrder(401, 429);
		long looked = Guesses.FREE + GUESSERS
				+ Guesses.PER_SECOND * (Duration.between(begin, Instant.now()).toSeconds() + 2);
		assertThat(answers.get(401).get()).isBetween(Guesses.FREE, (int) looked);
		assertThat(http.as("operator").get("/actuator/prometheus").text())
			.contains("settlement_access_guesses_total{outcome=\"wrong\"", "outcome=\"slowed\"");
		assertThat(auditRows("TOKEN_REFUSED", "guessed-at", "guessed-at")).isBetween(1, 20);
		// Nor does a proxy that is named shut anybody out who comes through it.
		HttpClient proxy = from("127.0.0.9");
		assertThat(token(proxy, "guessed-at", SECRET, "X-Forwarded-For", "127.0.0.1").statusCode()).isIn(200, 429);
		assertThat(token(proxy, "guessed-at", SECRET, "X-Forwarded-For", "198.51.100.4").statusCode()).isEqualTo(200);
	}

	@Test
	void addressIsThatOfTheProxysCaller() throws Exception {
		token(from("127.0.0.9"), "H32010000003", "wrong", "X-Forwarded-For", "198.51.100.5");
		token(from("127.0.0.3"), "H32020000001", "wrong", "X-Forwarded-For", "198.51.100.6");

		assertThat(addressOf("H32010000003")).isEqualTo("198.51.100.5");
		assertThat(addressOf("H32020000001")).isEqualTo("127.0.0.3");
	}

	@Test
	void whoGuessesPasswordsIsToldOnThePage() throws Exception {
		HttpClient browser = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.localAddress(InetAddress.getByName("127.0.0.5"))
			.cookieHandler(new CookieManager())
			.build();
		HttpRequest.Builder page = HttpRequest.newBuilder(URI.create(engine.baseUrl() + "/login"));
		Matcher csrf = CSRF.matcher(browser.send(page.build(), BodyHandlers.ofString()).body());
		assertThat(csrf.find()).isTrue();
		HttpRequest guess = page.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("username=operator&password=wrong&_csrf=" + csrf.group(1)))
			.build();
		Set<String> next = IntStream.range(0, 3 * Guesses.FREE)
			.mapToObj((number) -> browser.sendAsync(guess, BodyHandlers.discarding()))
			.toList()
			.stream()
			.map((answer) -> answer.join().headers().firstValue("Location").orElse(""))
			.map((location) -> location.substring(location.lastIndexOf('/')))
			.collect(Collectors.toSet());

		assertThat(next).containsExactlyInAnyOrder("/login?error", "/login?later");
		assertThat(http.get("/login?later&lang=en").text()).contains("Too many wrong passwords");
	}

	private static void useUp(String hospital) {
		HttpCaller caller = http.as(hospital);
		for (int call = 0; call < 1000; call++) {
			if (caller.get(CALENDAR).status() == 429) {
				return;
			}
		}
		throw new AssertionError("There is no limit.");
	}

	private static Answer batch(String hospital, String lines) {
		return http.as(hospital).post(BATCH, NDJSON, lines.getBytes(StandardCharsets.UTF_8));
	}

	private static String line(String hospital) {
		return SampleClaim.settlement().put("hospitalCode", hospital).toString() + "\n";
	}

	private static long claimsOf(String organisation) {
		return jdbc.queryForList("select claims from organisation_use where organisation = ?", Long.class, organisation)
			.stream()
			.mapToLong(Long::longValue)
			.sum();
	}

	private static int auditRows(String act, String actor, String orActor) {
		Integer rows = jdbc.queryForObject(
				"select count(*) from audit_entry where act = ? and code in ('UNAUTHORIZED', 'TOO_MANY_REQUESTS') "
						+ "and actor in (?, ?)",
				Integer.class, act, actor, orActor);
		return (rows != null) ? rows : 0;
	}

	private static String addressOf(String actor) {
		return String.valueOf(jdbc.queryForObject(
				"select max(address) from audit_entry where act = 'TOKEN_REFUSED' and actor = ?", String.class, actor));
	}

	private static HttpClient from(String address) throws IOException {
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.localAddress(InetAddress.getByName(address))
			.build();
	}

	private static HttpResponse<String> token(HttpClient client, String clientId, String secret, String... headers)
			throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(engine.baseUrl() + "/oauth2/token"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.header("Authorization",
					"Basic " + Base64.getEncoder()
						.encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8)))
			.POST(BodyPublishers.ofString("grant_type=client_credentials"));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return client.send(request.build(), BodyHandlers.ofString());
	}

}
