package io.medsettle.api.claims;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.medsettle.api.http.LineErrors;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.OpenRequest;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.api.testing.Tokens;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.registry.RegistryCsv;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A hospital and the engine, over real HTTP.
 */
@Tag("invariant-12")
@ExtendWith(SharedEngine.class)
class HospitalIT {

	private static final String NDJSON = "application/x-ndjson";

	private static final String BATCH = "/api/v1/claims/batch";

	private static Engine engine;

	private static HttpCaller http;

	@BeforeAll
	static void call(Engine shared) {
		engine = shared;
		http = new HttpCaller(engine.baseUrl());
	}

	@Test
	void claimIsReceivedAndThenPosted() {
		ObjectNode claim = SampleClaim.settlement();
		Answer answer = http.post("/api/v1/claims", claim.toString());

		assertThat(answer.status()).isEqualTo(202);
		assertThat(answer.json().propertyNames()).containsExactly("hospitalCode", "claimNo", "status", "receivedAt");
		assertThat(answer.json().get("status").asString()).isEqualTo("RECEIVED");
		assertThat(answer.json().get("receivedAt").asString()).endsWith("+08:00");
		String location = "/api/v1/claims/" + SampleClaim.HOSPITAL + "/" + claimNo(claim);
		assertThat(URI.create(answer.header("Location")).getPath()).isEqualTo(location);

		JsonNode rightAway = http.get(location).json();
		assertThat(rightAway.get("status").asString()).isIn("RECEIVED", "POSTED");
		assertThat(rightAway.get("claim").get("personNo").asString()).isEqualTo("32050000012345");

		JsonNode posted = await().atMost(Duration.ofSeconds(20))
			.until(() -> http.get(location).json(), (view) -> view.get("status").asString().equals("POSTED"));
		assertThat(posted.get("claim").get("claimNo")).isEqualTo(claim.get("claimNo"));
		assertThat(posted.get("claim").get("totalFen").asLong()).isEqualTo(128650);
		assertThat(posted.get("clearing").asString()).isEqualTo("PENDING");
		assertThat(posted.get("timeline").valueStream().map((moment) -> moment.get("event").asString()))
			.containsExactly("RECEIVED", "POSTED_TREATMENT", "POSTED_INSURED");
	}

	@Test
	void splitAndFundsComeBackAsTheyWereSent() {
		ObjectNode claim = SampleClaim.settlement();
		claim.putObject("split")
			.put("ownPayFen", 8650)
			.put("overLimitFen", 2000)
			.put("prePayFen", 8000)
			.put("inScopeFen", 110000);
		claim.putObject("funds").put("hifp", 30000);
		JsonNode receipt = http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=20").json();
		assertThat(receipt.get("status").asString()).isEqualTo("POSTED");

		JsonNode shown = http.get("/api/v1/claims/" + SampleClaim.HOSPITAL + "/" + claimNo(claim)).json().get("claim");
		assertThat(shown.get("split")).isEqualTo(claim.get("split"));
		assertThat(shown.get("funds")).isEqualTo(claim.get("funds"));
	}

	@Test
	void waitingForTheFinalStatus() {
		ObjectNode claim = SampleClaim.settlement();
		Answer posted = http.post("/api/v1/claims", claim.toString(), "Prefer", "respond-async, wait=20");
		assertThat(posted.status()).isEqualTo(200);
		assertThat(posted.header("Preference-Applied")).isEqualTo("wait=20");
		assertThat(posted.json().get("status").asString()).isEqualTo("POSTED");
		assertThat(posted.json().get("clearingDay").asString()).matches("\\d{4}-\\d\\d-\\d\\d");

		Answer repeated = http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=20");
		assertThat(repeated.status()).isEqualTo(200);
		assertThat(repeated.json().get("status").asString()).isEqualTo("DUPLICATE");

		Answer conflicting = http.post("/api/v1/claims",
				claim.deepCopy().put("totalFen", 128651).put("cashFen", 48651).toString(), "Prefer", "wait=20");
		assertThat(conflicting.status()).isEqualTo(200);
		assertThat(conflicting.json().get("status").asString()).isEqualTo("REJECTED");
		assertThat(conflicting.json().get("code").asString()).isEqualTo("CONFLICTING_DUPLICATE");
		assertThat(conflicting.json().get("message").asString()).isNotBlank();

		JsonNode view = http.get(posted.header("Location")).json();
		assertThat(view.get("status").asString()).isEqualTo("POSTED");
		assertThat(view.get("claim").get("totalFen").asLong()).isEqualTo(128650);
		assertThat(view.get("duplicates")).hasSize(1);
		assertThat(view.get("refusals")).hasSize(1);
		assertThat(view.get("refusals").get(0).get("code").asString()).isEqualTo("CONFLICTING_DUPLICATE");
	}

	@Test
	void nobodyWaitsLongerThanAskedFor() {
		Answer answer = http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=0");
		assertThat(answer.status()).isIn(200, 202);
		assertThat(answer.header("Preference-Applied")).isEqualTo("wait=0");
		Answer ignored = http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=soon");
		assertThat(ignored.status()).isEqualTo(202);
		assertThat(ignored.header("Preference-Applied")).isEmpty();
	}

	@Test
	void refusalNamesEverythingAtOnceAndNobodysNumber() {
		ObjectNode claim = SampleClaim.settlement().put("insuredCity", "999999").put("cashFen", 1);
		Answer answer = http.post("/api/v1/claims", claim.toString(), "traceparent",
				"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

		assertThat(answer.status()).isEqualTo(422);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		JsonNode problem = answer.json();
		assertThat(problem.propertyNames()).containsExactly("type", "title", "status", "detail", "code", "traceId",
				"remedy", "errors");
		assertThat(problem.get("code").asString()).isEqualTo("AMOUNTS_DO_NOT_ADD_UP");
		assertThat(problem.get("type").asString()).isEqualTo("urn:medsettle:problem:AMOUNTS_DO_NOT_ADD_UP");
		assertThat(problem.get("traceId").asString()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
		assertThat(problem.get("errors").valueStream().map((error) -> error.get("code").asString()))
			.containsExactly("AMOUNTS_DO_NOT_ADD_UP", "UNKNOWN_CITY");
		assertThat(problem.get("errors").get(1).get("pointer").asString()).isEqualTo("/insuredCity");
		assertThat(answer.text()).doesNotContain("32050000012345");

		String address = "/api/v1/claims/" + SampleClaim.HOSPITAL + "/" + claimNo(claim);
		JsonNode refused = http.get(address).json();
		assertThat(refused.get("status").asString()).isEqualTo("REJECTED");
		assertThat(refused.get("refusals").valueStream().map((refusal) -> refusal.get("code").asString()))
			.containsExactly("AMOUNTS_DO_NOT_ADD_UP", "UNKNOWN_CITY");
		assertThat(refused.get("refusals").get(0).has("clearingDay")).isFalse();

		http.post("/api/v1/claims", claim.put("insuredCity", "320500").put("cashFen", 48650).toString(), "Prefer",
				"wait=20");
		assertThat(http.get(address).json().get("status").asString()).isEqualTo("POSTED");
	}

	@Test
	void whatAHospitalHasSettledCanBeTakenBackAfterItHasLeft() throws IOException {
		List<City> cities = RegistryCsv.readCities(registryFile("cities"), "cities");
		List<Hospital> hospitals = RegistryCsv.readHospitals(registryFile("hospitals"), "hospitals");
		LocalDate left = LocalDate.of(2026, 11, 21);
		ObjectNode claim = SampleClaim.settlement();
		ObjectNode later = SampleClaim.settlement().put("settledAt", left + "T00:00:00+08:00");
		ObjectNode reversal = SampleClaim.reversal(claim).put("settledAt", left + "T00:00:00+08:00");
		RegistryStore registry = engine.bean(RegistryStore.class);
		registry.replace(cities, hospitals.stream()
			.map((hospital) -> hospital.code().equals(SampleClaim.HOSPITAL) ? new Hospital(hospital.code(),
					hospital.nameZh(), hospital.cityCode(), hospital.tier(), hospital.validFrom(), left) : hospital)
			.toList());
		try {
			assertThat(http.post("/api/v1/claims", later.toString()).json().get("code").asString())
				.isEqualTo("UNKNOWN_HOSPITAL");
			for (ObjectNode each : List.of(claim, reversal)) {
				Answer answer = http.post("/api/v1/claims", each.toString(), "Prefer", "wait=20");
				assertThat(answer.json().path("status").asString()).as(answer::toString).isEqualTo("POSTED");
			}
		}
		finally {
			registry.replace(cities, hospitals);
		}
		JsonNode posted = http.get("/api/v1/claims/" + SampleClaim.HOSPITAL + "/" + claimNo(reversal)).json();
		assertThat(posted.at("/claim/treatmentCity").asString()).isEqualTo("310000");
	}

	private static Reader registryFile(String name) {
		InputStream stream = Objects
			.requireNonNull(RegistryStore.class.getResourceAsStream("/registry/" + name + ".csv"));
		return new InputStreamReader(stream, StandardCharsets.UTF_8);
	}

	@Test
	void anIdentifierThatASpreadsheetWouldCalculateIsRefused() {
		for (String field : List.of("claimNo", "personNo", "originalClaimNo")) {
			for (String formula : List.of("=1+1", "+1", "-1", "@SUM(1)", "=HYPERLINK(1)")) {
				ObjectNode claim = SampleClaim.reversal(SampleClaim.settlement()).put(field, formula);
				Answer answer = http.post("/api/v1/claims", claim.toString());
				assertThat(answer.status()).as(answer::toString).isEqualTo(422);
				assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo("INVALID_FIELD");
				assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("/" + field);
			}
		}
	}

	@Test
	void aLookUpTakesWhateverAnAddressCanHold() {
		for (String number : List.of("%3D1%2B1", "%F0%9F%98%80", "%E2%80%8B", "%C0%80", "%ED%A0%80", "%01", "%00",
				"a%20b", "'", "x".repeat(2000))) {
			for (String end : List.of("", "/decision")) {
				Answer answer = http.get("/api/v1/claims/" + SampleClaim.HOSPITAL + "/" + number + end);
				assertThat(answer.status()).as(answer::toString).isIn(400, 404);
			}
			assertThat(http.get("/api/v1/breaks/" + number).status()).as(number).isIn(400, 404);
			assertThat(http.post("/api/v1/breaks/" + number + "/reopen", "{\"actor\":\"Li\"}").status()).as(number)
				.isIn(400, 404);
		}
	}

	@Test
	void whatIsNoClaimIsMalformed() {
		for (String body : List.of("", "null", "[]", "{", "personNo=32050000012345", "\"text\"", "{} {}")) {
			Answer answer = http.post("/api/v1/claims", body);
			assertThat(answer.status()).as(body).isEqualTo(400);
			assertThat(answer.json().get("code").asString()).isEqualTo("MALFORMED");
			assertThat(answer.text()).doesNotContain("32050000012345");
		}
	}

	@Test
	void requestsThatAreWrongInThemselves() {
		String claim = SampleClaim.settlement().toString();
		byte[] bytes = claim.getBytes(StandardCharsets.UTF_8);
		assertProblem(http.post("/api/v1/claims", "text/plain", bytes), 415, "INVALID_REQUEST");
		assertProblem(http.post("/api/v1/claims", "application/json;charset=gbk", bytes), 415, "INVALID_REQUEST");
		assertProblem(http.post("/api/v1/claims", "application/json;charset=nonsense", bytes), 415, "INVALID_REQUEST");
		assertProblem(http.post("/api/v1/claims", "no/such/type;;", bytes), 415, "INVALID_REQUEST");
		assertProblem(http.post("/api/v1/claims", claim, "Content-Encoding", "br"), 415, "INVALID_REQUEST");
		assertProblem(http.post("/api/v1/claims", claim, "Accept", "text/html"), 406, "INVALID_REQUEST");
		assertProblem(http.call("DELETE", "/api/v1/claims"), 405, "INVALID_REQUEST");
		assertThat(http.call("DELETE", "/api/v1/claims").header("Allow")).isEqualTo("POST");
		assertProblem(http.get("/api/v1/claims/H31000000001/none"), 404, "NOT_FOUND");
		assertProblem(http.get("/api/v1/nothing"), 404, "NOT_FOUND");
		assertProblem(http.get("/nothing", "Accept", "text/html"), 404, "NOT_FOUND");
		String large = " ".repeat(ClaimController.CLAIM_BYTES_MAX) + claim;
		assertProblem(http.post("/api/v1/claims", large), 413, "TOO_LARGE");
		assertProblem(http.postChunked("/api/v1/claims", "application/json", large.getBytes(StandardCharsets.UTF_8)),
				413, "TOO_LARGE");
	}

	@Test
	void nothingThatIsSentMakesTheEngineFail() {
		Random random = new Random(20261120);
		List<byte[]> bodies = new ArrayList<>();
		byte[] claim = SampleClaim.settlement().toString().getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < 60; i++) {
			byte[] noise = new byte[random.nextInt(400)];
			random.nextBytes(noise);
			bodies.add(noise);
			byte[] bent = claim.clone();
			bent[random.nextInt(bent.length)] = (byte) random.nextInt();
			bodies.add(Arrays.copyOf(bent, random.nextInt(bent.length) + 1));
			bodies.add(bent);
		}
		for (String value : List.of("null", "true", "[]", "{}", "1e400", "-1", "9".repeat(500), "\"\\u0000\"", "1.5",
				"\"" + "x".repeat(5000) + "\"", "[".repeat(2000), "{\"a\":".repeat(2000))) {
			for (String field : SampleClaim.settlement().propertyNames()) {
				String text = SampleClaim.settlement().toString();
				bodies.add(text.replaceFirst("\"" + field + "\":(\"[^\"]*\"|[^,}]*)", "\"" + field + "\":" + value)
					.getBytes(StandardCharsets.UTF_8));
			}
		}
		bodies.add(SampleClaim.settlement().toString().getBytes(StandardCharsets.UTF_16));
		for (byte[] body : bodies) {
			Answer answer = http.post("/api/v1/claims", "application/json", body);
			assertThat(answer.status()).as(() -> new String(body, StandardCharsets.ISO_8859_1)).isIn(202, 400, 422);
		}
		ByteArrayOutputStream lines = new ByteArrayOutputStream();
		for (byte[] body : bodies) {
			lines.writeBytes(body);
			lines.write('\n');
		}
		Answer batch = http.post(BATCH, NDJSON, lines.toByteArray());
		assertThat(batch.status()).isEqualTo(200);
		assertThat(batch.json().get("refused").asInt()).isPositive();
	}

	@Test
	void batchTakesTheGoodLinesAndNamesTheBad() {
		String tooLong = "\"" + "x".repeat(ClaimController.CLAIM_BYTES_MAX) + "\"";
		String lines = String.join("\n", SampleClaim.settlement().toString(), "", "not json",
				SampleClaim.settlement().put("totalFen", "1").putNull("personNo").toString(), "  \r",
				SampleClaim.settlement().toString() + "\r", tooLong, SampleClaim.settlement().toString());
		JsonNode receipt = http.post(BATCH, NDJSON, lines.getBytes(StandardCharsets.UTF_8)).json();

		assertThat(receipt.propertyNames()).containsExactly("received", "refused", "errors", "clearingDays");
		assertThat(counted(receipt)).isEqualTo(3);
		assertThat(receipt.get("received").asInt()).isEqualTo(3);
		assertThat(receipt.get("refused").asInt()).isEqualTo(3);
		assertThat(receipt.get("errors")
			.valueStream()
			.map((error) -> error.get("line").asInt() + " " + error.get("code").asString() + " "
					+ error.get("pointer").asString()))
			.containsExactly("3 MALFORMED ", "4 MISSING_FIELD /personNo", "4 INVALID_FIELD /totalFen", "7 TOO_LARGE ");
	}

	@Test
	void batchMayBePackedAndInChunks() {
		byte[] packed = HttpCaller.gzip(claims(500).getBytes(StandardCharsets.UTF_8));
		assertThat(http.post(BATCH, NDJSON, packed, "Content-Encoding", "gzip").json().get("received").asInt())
			.isEqualTo(500);
		assertThat(http.postChunked(BATCH, NDJSON, claims(500).getBytes(StandardCharsets.UTF_8))
			.json()
			.get("received")
			.asInt()).isEqualTo(500);
		Answer empty = http.post(BATCH, NDJSON, new byte[0]);
		assertThat(empty.json().get("received").asInt()).isZero();
		assertThat(empty.json().get("clearingDays")).isEmpty();
	}

	@Test
	void brokenPackingSaysHowManyLinesWereTaken() {
		byte[] packed = HttpCaller.gzip(claims(2000).getBytes(StandardCharsets.UTF_8));
		Answer cut = http.post(BATCH, NDJSON, Arrays.copyOf(packed, packed.length / 2), "Content-Encoding", "gzip");
		assertProblem(cut, 400, "MALFORMED");
		assertThat(cut.json().get("received").asInt()).isBetween(1, 1999);
		assertThat(cut.json().get("detail").asString()).contains(cut.json().get("received").asInt() + " claims");
		assertThat(counted(cut.json())).isEqualTo(cut.json().get("received").asInt());

		byte[] bent = packed.clone();
		Arrays.fill(bent, bent.length / 2, bent.length / 2 + 64, (byte) 0x55);
		assertProblem(http.post(BATCH, NDJSON, bent, "Content-Encoding", "gzip"), 400, "MALFORMED");
		Answer notPacked = http.post(BATCH, NDJSON, claims(3).getBytes(StandardCharsets.UTF_8), "Content-Encoding",
				"gzip");
		assertProblem(notPacked, 400, "MALFORMED");
		assertThat(notPacked.json().get("received").asInt()).isZero();
	}

	@Test
	void listOfErrorsIsBounded() {
		String lines = "x\n".repeat(LineErrors.LISTED_MAX + 5);
		JsonNode receipt = http.post(BATCH, NDJSON, lines.getBytes(StandardCharsets.UTF_8)).json();
		assertThat(receipt.get("refused").asInt()).isEqualTo(LineErrors.LISTED_MAX + 5);
		assertThat(receipt.get("errors")).hasSize(LineErrors.LISTED_MAX);
		assertThat(receipt.get("errorsOmitted").asInt()).isEqualTo(5);
	}

	@Test
	void linesAreTakenWhileTheRestIsStillToCome() throws IOException {
		ObjectNode first = SampleClaim.settlement();
		try (Socket socket = new Socket("127.0.0.1", URI.create(engine.baseUrl()).getPort())) {
			OutputStream out = socket.getOutputStream();
			out.write(("POST " + BATCH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + NDJSON
					+ "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\nAuthorization: "
					+ Tokens.of(engine.baseUrl(), SampleClaim.HOSPITAL) + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
			chunk(out, first + "\n" + SampleClaim.settlement().toString().substring(0, 40));
			await().atMost(Duration.ofSeconds(20))
				.until(() -> http.get("/api/v1/claims/" + SampleClaim.HOSPITAL + "/" + claimNo(first)).status() == 200);
			out.write("no chunk at all\r\n".getBytes(StandardCharsets.US_ASCII));
			out.flush();
			socket.shutdownOutput();
			String answer = new String(readToEnd(socket), StandardCharsets.UTF_8);
			assertThat(answer).startsWith("HTTP/1.1 400").contains("\"received\":1", "\"linesRead\":1");
		}
	}

	@Test
	void batchThatGoesOnOverAnEarlyCloseTellsBothDays() throws IOException {
		EngineClient client = new EngineClient(engine.baseUrl());
		LocalDate day = client.currentDay();
		ObjectNode before = SampleClaim.settlement();
		ObjectNode after = SampleClaim.settlement();
		try (OpenRequest batch = OpenRequest.post(engine, BATCH, NDJSON, "")) {
			batch.send(before + "\n");
			assertThat(clearingDay(before)).isEqualTo(day.toString());
			client.close(day);
			await().atMost(Duration.ofSeconds(20)).until(() -> client.currentDay().isAfter(day));
			batch.send(after + "\n" + SampleClaim.settlement() + "\n");
			batch.end();
			assertThat(batch.answer()).contains("\"clearingDays\":{\"%s\":1,\"%s\":2}".formatted(day, day.plusDays(1)));
		}
		assertThat(clearingDay(after)).isEqualTo(day.plusDays(1).toString());
		client.awaitPublished(day, Duration.ofMinutes(1));
	}

	/** The day of a claim, once it is posted. */
	private static String clearingDay(ObjectNode claim) {
		return await().atMost(Duration.ofSeconds(20))
			.until(() -> http.get("/api/v1/claims/" + SampleClaim.HOSPITAL + "/" + claimNo(claim)).json(),
					(view) -> view.path("status").asString("").equals("POSTED"))
			.get("clearingDay")
			.asString();
	}

	@Test
	void requestsThatTomcatRefusesAreProblemsToo() throws IOException {
		for (String target : List.of("/api/v1/claims/a|b", "/api/v1/%zz", "/api/v1/%00")) {
			try (Socket socket = new Socket("127.0.0.1", URI.create(engine.baseUrl()).getPort())) {
				socket.getOutputStream()
					.write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
						.getBytes(StandardCharsets.US_ASCII));
				String answer = new String(readToEnd(socket), StandardCharsets.UTF_8);
				assertThat(answer).as(target)
					.startsWith("HTTP/1.1 400")
					.doesNotContainIgnoringCase("tomcat")
					.contains("\"code\":\"INVALID_REQUEST\"");
			}
		}
	}

	/** How many claims the clearing days of a receipt have together. */
	private static int counted(JsonNode receipt) {
		return receipt.get("clearingDays").valueStream().mapToInt(JsonNode::asInt).sum();
	}

	private static void assertProblem(Answer answer, int status, String code) {
		assertThat(answer.status()).as(answer::toString).isEqualTo(status);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		assertThat(answer.json().get("status").asInt()).isEqualTo(status);
		assertThat(answer.json().get("code").asString()).isEqualTo(code);
		assertThat(answer.json().get("traceId").asString()).matches("[0-9a-f]{32}");
		assertThat(answer.json().get("remedy").asString()).isNotBlank();
	}

	private static String claimNo(ObjectNode claim) {
		return claim.get("claimNo").asString();
	}

	private static String claims(int count) {
		return IntStream.range(0, count)
			.mapToObj((number) -> SampleClaim.settlement().toString())
			.collect(Collectors.joining("\n"));
	}

	private static void chunk(OutputStream out, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
		out.write(bytes);
		out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	private static byte[] readToEnd(Socket socket) throws IOException {
		socket.setSoTimeout(30_000);
		try (InputStream in = socket.getInputStream()) {
			return in.readAllBytes();
		}
	}

}
