package io.medsettle.api.days;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.core.day.ClearingDays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A bureau and the engine, over real HTTP, after a night of a few claims: two visits of
 * people from Suzhou in Shanghai, one of them taken back, one visit the other way, and a
 * reversal whose original never came.
 */
@ExtendWith(SharedEngine.class)
class BureauIT {

	private static HttpCaller http;

	private static LocalDate today;

	private static String day;

	private static String detail;

	private static ObjectNode waitingReversal;

	private static ObjectNode visit;

	@BeforeAll
	static void closeADay(Engine engine) {
		http = new HttpCaller(engine.baseUrl());
		DayClosing.closeCurrentDay(engine);
		visit = SampleClaim.settlement();
		ObjectNode takenBack = SampleClaim.settlement();
		ObjectNode otherWay = SampleClaim.settlement()
			.put("hospitalCode", "H32050000001")
			.put("insuredCity", "310000")
			.put("personNo", "31000000000001")
			.put("totalFen", 30000)
			.put("fundFen", 20000)
			.put("accountFen", 0)
			.put("cashFen", 10000);
		waitingReversal = SampleClaim.reversal(SampleClaim.settlement());
		for (ObjectNode claim : List.of(visit, visit, takenBack, SampleClaim.reversal(takenBack), otherWay,
				waitingReversal)) {
			Answer answer = http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=30");
			assertThat(answer.status()).as(answer::toString).isEqualTo(200);
		}
		LocalDate closed = DayClosing.closeCurrentDay(engine);
		day = "/api/v1/clearing-days/" + closed;
		await().atMost(Duration.ofSeconds(30)).until(() -> http.get(day).json().has("verification"));
		detail = day + "/files/310000_" + closed.toString().replace("-", "") + "_detail_v1.csv";
		today = engine.bean(ClearingDays.class).current().day();
	}

	@Test
	void dayTellsItsFigures() {
		JsonNode view = http.get(day).json();
		assertThat(view.propertyNames()).containsExactly("day", "state", "cutOff", "run", "counts", "totals",
				"statements", "transitions", "verification");
		assertThat(view.get("verification").get("state").asString()).isEqualTo("HOLDS");
		assertThat(view.get("verification").get("discrepancies").asInt()).isZero();
		assertThat(view.get("state").asString()).isEqualTo("PUBLISHED");
		assertThat(view.get("counts").toString()).isEqualTo("""
				{"submitted":6,"posted":5,"duplicates":1,"refused":0,"deadLetters":0,"held":1,"cleared":4}""");
		// 128,650 + 128,650 - 128,650 + 30,000, and the waiting reversal takes off
		// 128,650.
		assertThat(view.get("totals").toString()).isEqualTo("""
				{"totalFen":30000,"fundFen":20000,"accountFen":0,"cashFen":10000,\
				"cleared":{"grossFen":100000,"bilateralFen":60000,"netFen":60000}}""");
		assertThat(view.get("statements").toString())
			.isEqualTo("{\"received\":0,\"matched\":0,\"differing\":0,\"missing\":2,\"statedBeside\":0}");
		assertThat(http.get(view.get("run").asString()).json().get("state").asString()).isEqualTo("COMPLETED");
	}

	@Test
	void dayTellsWhatWasDoneToIt() {
		JsonNode transitions = http.get(day).json().get("transitions");
		assertThat(transitions.valueStream()
			.map((done) -> done.get("from").asString() + " " + done.get("to").asString() + " "
					+ done.get("actor").asString()))
			.containsExactly("OPEN OPEN operator", "OPEN CUT_OFF night", "CUT_OFF RECONCILED night",
					"RECONCILED PROVISIONAL night", "PROVISIONAL PUBLISHED night");
		assertThat(transitions.get(0).get("reason").asString()).startsWith("The cut-off was brought forward from ");
		assertThat(transitions.get(1).propertyNames()).containsExactly("from", "to", "at", "actor");
		assertThat(transitions.get(1).get("at").asString()).endsWith("+08:00");
	}

	@Test
	void daysAreListedInPages() {
		JsonNode first = http.get("/api/v1/clearing-days?limit=1&unknown=1").json();
		assertThat(first.get("clearingDays")).hasSize(1);
		assertThat(first.get("clearingDays").get(0).get("day").asString()).isEqualTo(today.toString());
		assertThat(first.get("clearingDays").get(0).get("state").asString()).isEqualTo("OPEN");
		assertThat(first.get("clearingDays").get(0).has("run")).isFalse();
		JsonNode second = http.get("/api/v1/clearing-days?limit=1&before=" + first.get("next").asString()).json();
		assertThat(second.get("clearingDays").get(0)).isEqualTo(http.get(day).json());
	}

	@Test
	void positionsAtAllThreeLevels() {
		JsonNode positions = http.get(day + "/positions").json();
		assertThat(positions.get("obligations").toString()).isEqualTo("""
				[{"insuredCity":"310000","treatmentCity":"320500","claims":1,"fen":20000},\
				{"insuredCity":"320500","treatmentCity":"310000","claims":3,"fen":80000}]""");
		assertThat(positions.get("bilateral").toString())
			.isEqualTo("[{\"cityA\":\"310000\",\"cityB\":\"320500\",\"fen\":-60000}]");
		assertThat(positions.get("net")).hasSize(41);
		assertThat(net(positions, "310000"))
			.isEqualTo("{\"city\":\"310000\",\"payableFen\":20000,\"receivableFen\":80000,\"netFen\":60000}");
		assertThat(net(positions, "320500"))
			.isEqualTo("{\"city\":\"320500\",\"payableFen\":80000,\"receivableFen\":20000,\"netFen\":-60000}");
		assertThat(net(positions, "330200"))
			.isEqualTo("{\"city\":\"330200\",\"payableFen\":0,\"receivableFen\":0,\"netFen\":0}");
	}

	@Test
	void dayThatIsNotPublishedHasNoPositionsAndNoFiles() {
		String open = "/api/v1/clearing-days/" + today;
		assertThat(http.get(open).json().get("totals").has("cleared")).isFalse();
		assertThat(http.get(open + "/positions").status()).isEqualTo(404);
		assertThat(http.get(open + "/files").json()).isEmpty();
		for (String path : List.of("", "/positions", "/files", "/files/x.csv")) {
			assertThat(http.get("/api/v1/clearing-days/1999-01-01" + path).status()).as(path).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/clearing-days/2026-11-31", "/clearing-days/tomorrow", "/clearing-days/+12026-01-01",
			"/clearing-days?limit=0", "/clearing-days?limit=many", "/clearing-days?limit=99999999999",
			"/clearing-days?before=x", "/breaks?day=x", "/breaks?city=Shanghai", "/breaks?state=BROKEN" })
	void parametersThatMakeNoSenseAreNamed(String path) {
		Answer answer = http.get("/api/v1" + path);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("code").asString()).isEqualTo("INVALID_REQUEST");
		assertThat(answer.json().get("errors")).hasSize(1);
		assertThat(answer.json().get("errors").get(0).get("pointer").asString())
			.matches("/(day|limit|before|city|state)");
	}

	@Test
	void filesAreListedWithTheirChecksums() throws Exception {
		assertThat(http.get(day + "/files").json()).hasSize(41 * 4);
		JsonNode files = http.get(day + "/files?city=310000").json();
		assertThat(files).hasSize(4);
		for (JsonNode file : files) {
			Answer bytes = http.get(file.get("href").asString());
			assertThat(bytes.status()).isEqualTo(200);
			assertThat(bytes.bytes()).hasSize(file.get("bytes").asInt());
			assertThat(sha256(bytes.bytes())).isEqualTo(file.get("sha256").asString());
			assertThat(bytes.header("ETag")).isEqualTo("\"" + file.get("sha256").asString() + "\"");
			assertThat(bytes.header("Content-Disposition"))
				.isEqualTo("attachment; filename=\"" + file.get("name").asString() + "\"");
			assertThat(bytes.header("Cache-Control")).contains("private").contains("immutable");
			assertThat(bytes.header("Content-Type")).isEqualTo(
					file.get("name").asString().endsWith(".csv") ? "text/csv;charset=UTF-8" : "application/json");
		}
		assertThat(http.get(day + "/files?city=999999").json()).isEmpty();
	}

	@Test
	void fileIsFetchedInParts() {
		byte[] whole = http.get(detail).bytes();
		int length = whole.length;
		Answer part = http.get(detail, "Range", "bytes=10-19");
		assertThat(part.status()).isEqualTo(206);
		assertThat(part.header("Content-Range")).isEqualTo("bytes 10-19/" + length);
		assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(whole, 10, 20));
		assertThat(http.get(detail, "Range", "bytes=-5").bytes())
			.isEqualTo(Arrays.copyOfRange(whole, length - 5, length));
		Answer parts = http.get(detail, "Range", "bytes=0-3,20-23");
		assertThat(parts.status()).isEqualTo(206);
		assertThat(parts.header("Content-Type")).startsWith("multipart/byteranges");
		assertThat(parts.text()).contains("bytes 0-3/" + length, "bytes 20-23/" + length);

		Answer beyond = http.get(detail, "Range", "bytes=" + length + "-");
		assertThat(beyond.status()).isEqualTo(416);
		assertThat(beyond.header("Content-Range")).isEqualTo("bytes */" + length);
		assertThat(beyond.json().get("code").asString()).isEqualTo("INVALID_REQUEST");
		assertThat(http.get(detail, "Range", "bytes=" + length + "-", "If-None-Match", "\"other\"").json())
			.hasSameSizeAs(beyond.json());

		for (String senseless : List.of("bytes=x", "lines=1-2", "bytes=9-2")) {
			Answer ignored = http.get(detail, "Range", senseless);
			assertThat(ignored.status()).as(senseless).isEqualTo(200);
			assertThat(ignored.bytes()).isEqualTo(whole);
			assertThat(ignored.header("Content-Length")).isEqualTo(String.valueOf(length));
		}
	}

	@Test
	void fileIsNotFetchedTwice() {
		Answer whole = http.get(detail);
		Answer again = http.get(detail, "If-None-Match", "\"other\", " + whole.header("ETag"));
		assertThat(again.status()).isEqualTo(304);
		assertThat(again.bytes()).isEmpty();
		assertThat(again.header("ETag")).isEqualTo(whole.header("ETag"));
		assertThat(http.get(detail, "If-None-Match", "\"other\"").status()).isEqualTo(200);
		assertThat(http.get(detail, "Range", "bytes=0-0", "If-Range", whole.header("ETag")).status()).isEqualTo(206);
		assertThat(http.get(detail, "Range", "bytes=0-0", "If-Range", "\"other\"").status()).isEqualTo(200);
		Answer head = http.call("HEAD", detail);
		assertThat(head.status()).isEqualTo(200);
		assertThat(head.bytes()).isEmpty();
		assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(whole.bytes().length));
		assertThat(head.header("ETag")).isEqualTo(whole.header("ETag"));
	}

	@Test
	void fileIsFetchedUnderConditions() {
		byte[] whole = http.get(detail).bytes();
		String tag = http.get(detail).header("ETag");
		String beyond = "bytes=" + whole.length + "-";
		Answer changed = http.get(detail, "If-Match", "\"other\"");
		assertThat(changed.status()).isEqualTo(412);
		assertThat(changed.json().get("status").asInt()).isEqualTo(412);
		assertThat(http.get(detail, "If-Match", "W/" + tag).status()).isEqualTo(412);
		assertThat(http.get(detail, "If-Match", "\"other\"", "If-None-Match", tag).status()).isEqualTo(412);
		assertThat(http.call("HEAD", detail, "If-Match", "\"other\"").status()).isEqualTo(412);
		assertThat(http.get(detail, "If-Match", "\"other\", " + tag).status()).isEqualTo(200);
		assertThat(http.get(detail, "If-Match", "*").status()).isEqualTo(200);
		assertThat(http.get(detail, "If-None-Match", "*").status()).isEqualTo(304);
		assertThat(http.get(detail, "If-None-Match", "W/" + tag).status()).isEqualTo(304);
		assertThat(http.get(detail, "If-None-Match", "\"other\"", "If-None-Match", tag).status()).isEqualTo(304);
		for (String range : List.of(beyond, "bytes=0-9")) {
			Answer known = http.get(detail, "If-None-Match", tag, "Range", range);
			assertThat(known.status()).as(range).isEqualTo(304);
			assertThat(known.header("Cache-Control")).contains("immutable");
		}
		Answer some = http.get(detail, "Range", "bytes=0-9,5000000-");
		assertThat(some.status()).isEqualTo(206);
		assertThat(some.header("Content-Range")).isEqualTo("bytes 0-9/" + whole.length);
		assertThat(some.bytes()).isEqualTo(Arrays.copyOf(whole, 10));
		Answer head = http.call("HEAD", detail, "Range", "bytes=0-9");
		assertThat(head.status()).isEqualTo(200);
		assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(whole.length));
		Answer twice = http.get(detail, "Range", "bytes=0-3,20-23");
		assertThat(twice.header("Content-Length")).isEqualTo(String.valueOf(twice.bytes().length));
		for (String senseless : List.of("bytes=", "bytes=,", "bytes=0-,0-,0-")) {
			Answer ignored = http.get(detail, "Range", senseless);
			assertThat(ignored.status()).as(senseless).isEqualTo(200);
			assertThat(ignored.bytes()).isEqualTo(whole);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "none.csv", "..", "%2e%2e", "..%2f..%2fh2%2fmedsettle.mv.db", "%2Fetc%2Fpasswd",
			"..;/..;/h2", "%5c..%5c", "a%0d%0ab" })
	void nameIsNotAPath(String name) {
		Answer answer = http.get(day + "/files/" + name);
		// Some of these never reach the engine as names of files; none is found.
		assertThat(answer.status()).isIn(200, 400, 404);
		assertThat(answer.header("Content-Disposition")).isEmpty();
		assertThat(answer.header("Content-Type")).matches("application/(problem\\+)?json");
	}

	@Test
	void fileIsAcknowledgedByItsChecksum() throws Exception {
		String summary = detail.replace("_detail_", "_summary_");
		String sha256 = sha256(http.get(summary).bytes());
		Answer wrong = http.post(summary + "/ack", "{\"sha256\":\"" + "0".repeat(64) + "\"}");
		assertThat(wrong.status()).isEqualTo(409);
		assertThat(wrong.json().get("code").asString()).isEqualTo("CHECKSUM_MISMATCH");
		JsonNode acknowledged = http.post(summary + "/ack", "{\"sha256\":\"" + sha256 + "\",\"actor\":\"me\"}").json();
		assertThat(acknowledged.get("state").asString()).isEqualTo("ACKNOWLEDGED");
		assertThat(http.post(summary + "/ack", "{\"sha256\":\"" + sha256 + "\"}").json()).isEqualTo(acknowledged);
		assertThat(http.get(day + "/files?city=310000").json().valueStream()).contains(acknowledged);

		Answer missing = http.post(summary + "/ack", "{}");
		assertThat(missing.status()).isEqualTo(422);
		assertThat(missing.json().get("errors").get(0).get("code").asString()).isEqualTo("MISSING_FIELD");
		Answer invalid = http.post(summary + "/ack", "{\"sha256\":\"abc\"}");
		assertThat(invalid.status()).isEqualTo(422);
		assertThat(invalid.json().get("errors").get(0).get("pointer").asString()).isEqualTo("/sha256");
		for (String body : List.of("", "[]", "{", "\"x\"", "{\"sha256\":[1]}", "{\"sha256\":\"\u0000\"}")) {
			Answer malformed = http.post(summary + "/ack", body);
			assertThat(malformed.status()).as(body).isIn(400, 422);
			assertThat(malformed.header("Content-Type")).isEqualTo("application/problem+json");
		}
		assertThat(
				http.as("bureau-310000").post(day + "/files/none.csv/ack", "{\"sha256\":\"" + sha256 + "\"}").status())
			.isEqualTo(404);
	}

	@Test
	void waitingReversalIsABreak() {
		JsonNode breaks = http.get("/api/v1/breaks?city=320500&state=OPEN&day=" + day.substring(day.length() - 10))
			.json();
		assertThat(breaks.get("more").asBoolean()).isFalse();
		JsonNode held = breaks.get("breaks")
			.valueStream()
			.filter((each) -> each.get("claimNo").equals(waitingReversal.get("claimNo")))
			.findFirst()
			.orElseThrow();
		assertThat(held.get("category").asString()).isEqualTo("REVERSAL_WITHOUT_ORIGINAL");
		assertThat(held.get("clearedFen").asLong()).isEqualTo(-80000);
		ObjectNode single = (ObjectNode) http.get("/api/v1/breaks/" + held.get("id").asString()).json();
		assertThat(single.remove("history").valueStream().map((event) -> event.get("kind").asString()))
			.containsExactly("OPENED");
		assertThat(single.get("waiting").asBoolean()).isTrue();
		assertThat(single.get("owner").asString()).isEqualTo("HOSPITAL");
		assertThat(single).isEqualTo(held);
		assertThat(http.get("/api/v1/breaks/none").status()).isEqualTo(404);
		assertThat(http.get("/api/v1/breaks?state=RESOLVED").json().get("breaks").valueStream()).doesNotContain(held);
		assertThat(http.get("/api/v1/breaks?city=330200").json().get("breaks").valueStream()).doesNotContain(held);

		JsonNode claim = http.get(address(waitingReversal)).json();
		assertThat(claim.get("clearing").asString()).isEqualTo("HELD");
		assertThat(claim.get("heldBy").get("breakId")).isEqualTo(held.get("id"));
	}

	@Test
	void hospitalSeesWhenItsClaimWasCleared() {
		JsonNode claim = http.get(address(visit)).json();
		assertThat(claim.get("clearing").asString()).isEqualTo("CLEARED");
		assertThat(day).endsWith(claim.get("clearedDay").asString());
		assertThat(claim.get("duplicates")).hasSize(1);
		assertThat(claim.get("timeline").valueStream().map((moment) -> moment.get("event").asString()))
			.containsExactly("RECEIVED", "POSTED_TREATMENT", "POSTED_INSURED", "CLEARED");
	}

	@Test
	void bureauThatReadsAPersonsNumberIsWrittenDownOnce() {
		for (String caller : List.of("bureau-320500", "bureau-320500", SampleClaim.HOSPITAL, "operator")) {
			assertThat(http.as(caller).get(address(visit)).status()).isEqualTo(200);
		}
		assertThat(http.as(SampleClaim.HOSPITAL)
			.get("/api/v1/audit?limit=200")
			.json()
			.get("rows")
			.valueStream()
			.filter((row) -> row.get("act").asString().equals("CLAIM_READ")
					&& address(visit).endsWith(row.get("subject").asString()))
			.map((row) -> row.get("actor").asString())).containsExactly("bureau-320500");
	}

	private static String address(ObjectNode claim) {
		return "/api/v1/claims/" + claim.get("hospitalCode").asString() + "/" + claim.get("claimNo").asString();
	}

	private static String net(JsonNode positions, String city) {
		return positions.get("net")
			.valueStream()
			.filter((position) -> position.get("city").asString().equals(city))
			.findFirst()
			.orElseThrow()
			.toString();
	}

	private static String sha256(byte[] bytes) throws Exception {
		return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
	}

}
