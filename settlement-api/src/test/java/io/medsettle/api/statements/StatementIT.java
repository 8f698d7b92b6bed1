package io.medsettle.api.statements;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hospital sends its own record of a day, over real HTTP. Each test has a hospital of
 * its own.
 */
@ExtendWith(SharedEngine.class)
class StatementIT {

	private static final String STATEMENTS = "/api/v1/statements";

	private static final String NDJSON = "application/x-ndjson";

	private static Engine engine;

	private static HttpCaller http;

	@BeforeAll
	static void call(Engine shared) {
		engine = shared;
		http = new HttpCaller(engine.baseUrl());
	}

	@Test
	void totalsAreComparedAtOnce() {
		String hospital = "H31000000003";
		ObjectNode taken = settle(hospital, "320500");
		settle(hospital, "320500");
		settle(hospital, "330200");
		post(SampleClaim.reversal(taken));
		String day = today();

		Answer answer = http.post(STATEMENTS, totals(hospital, day, 4, 257_300, 60_000, 100_000, true).toString());
		assertThat(answer.status()).as(answer::toString).isEqualTo(200);
		JsonNode view = answer.json();
		assertThat(view.propertyNames()).containsExactly("hospitalCode", "day", "reversalsIncluded", "receivedAt",
				"complete", "result", "ours", "theirs", "groups");
		assertThat(view.get("result").asString()).isEqualTo("MATCH");
		assertThat(view.get("complete").asBoolean()).isFalse();
		assertThat(view.get("ours").toString())
			.isEqualTo("{\"count\":4,\"totalFen\":257300,\"fundFen\":60000,\"accountFen\":100000}");
		assertThat(view.get("theirs")).isEqualTo(view.get("ours"));
		assertThat(view.get("groups").toString()).isEqualTo("""
				[{"insuredCity":"320500","insuranceType":"310","count":3,"totalFen":128650,"fundFen":30000,\
				"accountFen":50000},\
				{"insuredCity":"330200","insuranceType":"310","count":1,"totalFen":128650,"fundFen":30000,\
				"accountFen":50000}]""");

		assertThat(result(totals(hospital, day, 3, 385_950, 90_000, 150_000, false))).isEqualTo("MATCH");
		assertThat(result(totals(hospital, day, 3, 385_950, 90_000, 149_999, false))).isEqualTo("LEDGER_HIGHER");
		assertThat(result(totals(hospital, day, 4, 385_950, 90_000, 150_000, false))).isEqualTo("HOSPITAL_HIGHER");
		assertThat(result(totals(hospital, day, 4, 385_950, 89_999, 150_000, false))).isEqualTo("DIFFERS");
		assertThat(result(totals(hospital, day, 1, 128_650, 30_000, 50_000, true).put("insuredCity", "330200")
			.put("insuranceType", "310"))).isEqualTo("MATCH");
		assertThat(result(totals(hospital, day, 0, 0, 0, 0, true).put("insuranceType", "390"))).isEqualTo("MATCH");

		JsonNode shown = http.get(STATEMENTS + "/" + hospital + "/" + day).json();
		assertThat(shown.propertyNames()).containsExactly("hospitalCode", "day", "complete", "totals");
		assertThat(shown.get("totals")
			.valueStream()
			.map((row) -> row.path("insuredCity").asString("all") + " " + row.path("insuranceType").asString("all")
					+ " " + row.get("result").asString()))
			.containsExactly("all all DIFFERS", "all 390 MATCH", "330200 310 MATCH");
	}

	@Test
	void everythingWrongIsSaidAtOnce() {
		LocalDate tomorrow = LocalDate.parse(today()).plusDays(1);
		Answer future = http.post(STATEMENTS, """
				{"hospitalCode":"H31000000003","day":"%s","insuredCity":"999999","insuranceType":"x","count":-1,
				 "totalFen":1.5,"fundFen":"100","reversalsIncluded":"yes","accountFen":null}""".formatted(tomorrow));
		assertThat(future.status()).as(future::toString).isEqualTo(422);
		assertThat(errors(future)).containsExactlyInAnyOrder("/insuranceType INVALID_FIELD",
				"/reversalsIncluded INVALID_FIELD", "/count INVALID_FIELD", "/totalFen INVALID_FIELD",
				"/fundFen INVALID_FIELD", "/accountFen MISSING_FIELD", "/day INVALID_FIELD",
				"/insuredCity UNKNOWN_CITY");
		Answer foreign = http.post(STATEMENTS, "{\"hospitalCode\":\"H31000099999\",\"day\":1}");
		assertThat(foreign.status()).isEqualTo(403);
		assertThat(foreign.json().get("code").asString()).isEqualTo("FORBIDDEN");
		assertThat(future.text()).contains("There is no such clearing day; the current one is " + today() + ".");
		assertThat(errors(http.post(STATEMENTS, "{}"))).hasSize(7).allMatch((error) -> error.endsWith("MISSING_FIELD"));
		assertThat(errors(http.post(STATEMENTS,
				totals("H31000000003", "1999-01-01", 1, -1, 0, 1, false).put("accountFen", 1e3).toString())))
			.containsExactly("/totalFen INVALID_FIELD", "/accountFen INVALID_FIELD", "/day INVALID_FIELD");
		for (String body : List.of("", "[]", "{", "{\"day\":1,\"day\":1}", "{} {}", "\u0000")) {
			Answer malformed = http.post(STATEMENTS, body);
			assertThat(malformed.status()).as(body).isEqualTo(400);
			assertThat(malformed.json().get("code").asString()).isEqualTo("MALFORMED");
		}
		assertThat(http.post(STATEMENTS, "{\"x\":\"" + "x".repeat(40_000) + "\"}").status()).isEqualTo(413);
		assertThat(http.post(STATEMENTS, "text/plain", new byte[0]).status()).isEqualTo(415);
	}

	@Test
	void linesReplaceEarlierOnesAsAWhole() {
		String hospital = "H31000000004";
		String address = STATEMENTS + "/" + hospital + "/" + today();
		assertThat(http.get(address).status()).isEqualTo(404);

		Answer first = sendLines(address, line("A-1"), "", line("A-2").put("unknown", "x"),
				line("A-3").put("kind", "REVERSAL"));
		assertThat(first.text()).isEqualTo("{\"received\":3,\"refused\":0,\"errors\":[],\"replaced\":true}");
		assertThat(detail(address)).isEqualTo("3 lines, 2 settlements, 1 reversals");

		Answer halfGood = sendLines(address, line("B-1"), "{", line("B-1"),
				line("B-2").put("totalFen", -1).put("kind", 1), "x".repeat(5000), "{}", line("B/3"));
		assertThat(halfGood.status()).isEqualTo(200);
		assertThat(halfGood.json().get("received").asInt()).isEqualTo(1);
		assertThat(halfGood.json().get("refused").asInt()).isEqualTo(6);
		assertThat(halfGood.json().get("replaced").asBoolean()).isFalse();
		assertThat(halfGood.json()
			.get("errors")
			.valueStream()
			.map((error) -> error.get("line").asInt() + error.get("pointer").asString() + " "
					+ error.get("code").asString()))
			.containsExactly("2 MALFORMED", "3/claimNo INVALID_FIELD", "4/kind INVALID_FIELD",
					"4/totalFen INVALID_FIELD", "5 TOO_LARGE", "6/claimNo MISSING_FIELD", "6/kind MISSING_FIELD",
					"6/totalFen MISSING_FIELD", "6/fundFen MISSING_FIELD", "6/accountFen MISSING_FIELD",
					"7/claimNo INVALID_FIELD");
		assertThat(detail(address)).isEqualTo("3 lines, 2 settlements, 1 reversals");

		byte[] packed = HttpCaller
			.gzip(lines(IntStream.range(0, 12_000).mapToObj((number) -> line("C-" + number)).toArray()));
		Answer many = http.postChunked(address + "/lines", NDJSON, packed, "Content-Encoding", "gzip");
		assertThat(many.json().get("replaced").asBoolean()).as(many::toString).isTrue();
		assertThat(detail(address)).isEqualTo("12000 lines, 12000 settlements, 0 reversals");

		Answer broken = http.post(address + "/lines", NDJSON, Arrays.copyOf(packed, packed.length / 2),
				"Content-Encoding", "gzip");
		assertThat(broken.status()).isEqualTo(400);
		assertThat(sendLines(address, "").status()).isEqualTo(422);
		Answer tooMany = sendLines(address,
				IntStream.rangeClosed(0, DetailIntake.LINES_MAX).mapToObj((number) -> line("D-" + number)).toArray());
		assertThat(tooMany.status()).isEqualTo(413);
		assertThat(detail(address)).isEqualTo("12000 lines, 12000 settlements, 0 reversals");
		assertThat(http.get(address).json().get("totals")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "H31000099999,0,404", "H31000000004,1,404", "H31000000004,-9999,404", "x,0,404" })
	void linesOfNobodyAndOfNoDayAreRefused(String hospital, int daysFromToday, int status) {
		String address = STATEMENTS + "/" + hospital + "/" + LocalDate.parse(today()).plusDays(daysFromToday);
		HttpCaller caller = http.as("H31000000004");
		assertThat(caller.post(address + "/lines", NDJSON, lines(line("A-1"))).status()).isEqualTo(status);
		assertThat(caller.get(address).status()).isEqualTo(status);
		assertThat(http.get(STATEMENTS + "/" + hospital + "/tomorrow").status()).isEqualTo(400);
	}

	/**
	 * Who waits for a row of the embedded database may do so without a pause, and must
	 * leave its holder a processor.
	 */
	@Test
	void sendingTheSameManyTimesAtOnceIsSafe() throws Exception {
		String hospital = "H31000000005";
		String day = today();
		String address = STATEMENTS + "/" + hospital + "/" + day;
		byte[] lines = lines(IntStream.range(0, 500).mapToObj((number) -> line("E-" + number)).toArray());
		String totals = totals(hospital, day, 500, 1, 1, 1, true).toString();
		try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
			List<Future<Answer>> answers = IntStream.range(0, 100)
				.mapToObj((number) -> callers.submit(() -> (number % 2 == 0) ? http.post(STATEMENTS, totals)
						: http.post(address + "/lines", NDJSON, lines)))
				.toList();
			for (Future<Answer> answer : answers) {
				assertThat(answer.get().status()).as(answer.get()::toString).isEqualTo(200);
			}
		}
		assertThat(detail(address)).isEqualTo("500 lines, 500 settlements, 0 reversals");
		assertThat(http.get(address).json().get("totals")).hasSize(1);
	}

	@Test
	void reconciledDayTakesNoStatement() {
		DayClosing.closeCurrentDay(engine);
		String withLines = "H31000000006";
		String withTotals = "H31000000007";
		ObjectNode stated = settle(withLines, "320500");
		settle(withTotals, "320500");
		settle("H32050000001", "310000");
		String day = today();
		String address = STATEMENTS + "/" + withLines + "/" + day;
		assertThat(sendLines(address, line(stated.get("claimNo").asString()), line("L-0")).status()).isEqualTo(200);
		String totals = totals(withTotals, day, 1, 128_650, 30_000, 50_000, false).toString();
		assertThat(http.post(STATEMENTS, totals).status()).isEqualTo(200);
		assertThat(http.get("/api/v1/clearing-days/" + day).json().get("statements").toString())
			.isEqualTo("{\"received\":2}");

		DayClosing.closeCurrentDay(engine);

		for (Answer late : List.of(http.post(STATEMENTS, totals), sendLines(address, line("L-1")))) {
			assertThat(late.status()).as(late::toString).isEqualTo(409);
			assertThat(late.json().get("code").asString()).isEqualTo("DAY_RECONCILED");
			assertThat(late.json().get("detail").asString())
				.isEqualTo("Clearing day " + day + " is reconciled; the statement was not taken.");
		}
		assertThat(detail(address)).isEqualTo("2 lines, 2 settlements, 0 reversals");
		JsonNode shown = http.get(STATEMENTS + "/" + withTotals + "/" + day).json();
		assertThat(shown.get("complete").asBoolean()).isTrue();
		assertThat(shown.get("totals").get(0).get("result").asString()).isEqualTo("MATCH");
		assertThat(http.get("/api/v1/clearing-days/" + day).json().get("statements").toString())
			.isEqualTo("{\"received\":2,\"matched\":1,\"differing\":1,\"missing\":1,\"statedBeside\":0}");
	}

	private static String today() {
		return engine.bean(ClearingDays.class).current().day().toString();
	}

	private static ObjectNode settle(String hospital, String insuredCity) {
		return post(SampleClaim.settlement().put("hospitalCode", hospital).put("insuredCity", insuredCity));
	}

	private static ObjectNode post(ObjectNode claim) {
		Answer answer = http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=30");
		assertThat(answer.json().path("status").asString()).as(answer::toString).isEqualTo("POSTED");
		return claim;
	}

	private static ObjectNode totals(String hospital, String day, long count, long totalFen, long fundFen,
			long accountFen, boolean reversalsIncluded) {
		return JsonMapper.shared()
			.createObjectNode()
			.put("hospitalCode", hospital)
			.put("day", day)
			.put("count", count)
			.put("totalFen", totalFen)
			.put("fundFen", fundFen)
			.put("accountFen", accountFen)
			.put("reversalsIncluded", reversalsIncluded);
	}

	private static ObjectNode line(String claimNo) {
		return JsonMapper.shared()
			.createObjectNode()
			.put("claimNo", claimNo)
			.put("kind", "SETTLEMENT")
			.put("totalFen", 128_650)
			.put("fundFen", 30_000)
			.put("accountFen", 50_000);
	}

	private static String result(ObjectNode totals) {
		Answer answer = http.post(STATEMENTS, totals.toString());
		assertThat(answer.status()).as(answer::toString).isEqualTo(200);
		return answer.json().get("result").asString();
	}

	private static Answer sendLines(String address, Object... lines) {
		return http.post(address + "/lines", NDJSON, lines(lines));
	}

	private static byte[] lines(Object... lines) {
		return Arrays.stream(lines)
			.map(Object::toString)
			.collect(Collectors.joining("\n"))
			.getBytes(StandardCharsets.UTF_8);
	}

	private static String detail(String address) {
		JsonNode detail = http.get(address).json().get("detail");
		return "%d lines, %d settlements, %d reversals".formatted(detail.get("lines").asInt(),
				detail.get("settlements").asInt(), detail.get("reversals").asInt());
	}

	private static List<String> errors(Answer answer) {
		return answer.json()
			.get("errors")
			.valueStream()
			.map((error) -> error.get("pointer").asString() + " " + error.get("code").asString())
			.toList();
	}

}
