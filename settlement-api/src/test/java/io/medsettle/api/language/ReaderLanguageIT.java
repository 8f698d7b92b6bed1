package io.medsettle.api.language;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Readers of Chinese and of English are told the same, over real HTTP.
 */
@ExtendWith(SharedEngine.class)
class ReaderLanguageIT {

	private static final String UNKNOWN = "/api/v1/claims/H31000000001/unknown";

	private static final String NDJSON = "application/x-ndjson";

	private static final Set<String> TEXTS = Set.of("title", "detail", "remedy", "message");

	private static HttpCaller http;

	@BeforeAll
	static void call(Engine engine) {
		http = new HttpCaller(engine.baseUrl());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			zh-CN | zh-CN
			zh | zh-CN
			zh-Hans-CN, en;q=0.5 | zh-CN
			de, zh;q=0.2 | zh-CN
			en | en
			zh-CN;q=0.5, en | en
			zh;q=0, en;q=0.1 | en
			de | en
			* | en
			;;; | en
			""")
	void theReaderChooses(String accepted, String language) {
		Answer answer = http.get(UNKNOWN, "Accept-Language", accepted, "Cookie", "medsettle-language=zh");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.header("Content-Language")).isEqualTo(language);
		assertThat(answer.header("Vary")).containsIgnoringCase("Accept-Language");
		assertThat(answer.json().get("detail").asString()).isEqualTo(language.equals("en")
				? "No claim of this number from this hospital was accepted. If one was refused, the answer to its request has told why."
				: "未受理过该医疗机构此单号的结算单。如曾被拒收，原因已在对其请求的应答中说明。");
	}

	@Test
	void whoSaysNothingReadsEnglish() {
		Answer answer = http.get(UNKNOWN);
		assertThat(answer.header("Content-Language")).isEqualTo("en");
		assertThat(answer.json().get("title").asString()).isEqualTo("The resource does not exist.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					GET | /api/v1/unknown |
					GET | /api/v1/claims/%2F/unknown |
					GET | /api/v1/breaks?city=1&ageDaysMin=-1 |
					GET | /api/v1/breaks?day=soon&state=ODD&ageDaysMin=x |
					GET | /api/v1/breaks/unknown |
					GET | /api/v1/calendar?month=May |
					GET | /api/v1/clearing-days?limit=0 |
					GET | /api/v1/clearing-days/2001-01-01 |
					GET | /api/v1/clearing-days/2001-01-01/positions |
					GET | /api/v1/clearing-days/2001-01-01/files |
					GET | /api/v1/clearing-days/2001-01-01/files/x.csv |
					GET | /api/v1/clearing-days/2001-01-01/verification |
					GET | /api/v1/runs/unknown |
					GET | /api/v1/dead-letters?before=x |
					GET | /api/v1/dead-letters/unknown |
					GET | /api/v1/claims/H31000000001/unknown/decision |
					GET | /api/v1/statements/H31000000001/2001-01-01 |
					DELETE | /api/v1/claims |
					POST | /api/v1/claims | {"hospitalCode":
					POST | /api/v1/claims | []
					POST | /api/v1/claims | {}
					POST | /api/v1/claims/H31000000001/unknown/decision | {"city":1,"decision":"DEDUCT","deductFen":0,"reasonCode":"X"}
					POST | /api/v1/claims/H31000000001/unknown/decision | \
					{"city":"320500","decision":"REFUSE","reasonCode":"OTHER","actor":"Wu"}
					POST | /api/v1/statements | {"hospitalCode":"H1","day":"soon","reversalsIncluded":1,"count":-1,"totalFen":"x"}
					POST | /api/v1/statements | {"hospitalCode":"H31000000999","day":"2099-01-01","insuredCity":"999999"}
					POST | /api/v1/clearing-days/2099-01-01/close |
					POST | /api/v1/clearing-days/2001-01-01/close |
					POST | /api/v1/clearing-days/2001-01-01/close | {"actor":""}
					POST | /api/v1/clearing-days/2001-01-01/verify |
					POST | /api/v1/clearing-days/2001-01-01/dry-run |
					POST | /api/v1/breaks/unknown/propose | {"actor":" ","action":"ODD","comment":"\\u0001"}
					POST | /api/v1/breaks/unknown/pend | {"actor":"Wu","until":"soon","waitingOn":"ME"}
					POST | /api/v1/breaks/unknown/evidence | {"actor":"Wu","name":"x","sha256":"x","link":"x"}
					""")
	void problemsSayTheSameInChinese(String method, String path, String body) {
		Answer english = call(method, path, body, "en");
		Answer chinese = call(method, path, body, "zh-CN");

		assertThat(chinese.status()).as(english::toString).isBetween(400, 499).isEqualTo(english.status());
		assertThat(chinese.header("Content-Language")).as(path).isEqualTo("zh-CN");
		assertSameButInChinese(english.json(), chinese.json());
	}

	@Test
	void whatIsAnsweredBeforeAnyHandlerIsSaidInChinese() {
		Answer nobody = http.as("").post("/api/v1/claims", "{}", "Accept-Language", "zh-CN");
		assertThat(nobody.status()).isEqualTo(401);
		assertThat(nobody.header("Content-Language")).isEqualTo("zh-CN");
		assertThat(nobody.json().get("detail").asString())
			.isEqualTo("请以 Authorization: Bearer 发送 /oauth2/token 签发的令牌。");
		Answer form = http.post("/api/v1/claims", "multipart/form-data", new byte[1], "Accept-Language", "zh-CN");
		assertThat(form.json().get("detail").asString()).isEqualTo("本接口不接受表单，请求体须为 JSON。");
	}

	/** Every field of a claim, missing and wrong in every way, and every rule of it. */
	@Test
	void wrongClaimsAreToldTheSameInChinese() {
		byte[] batch = String.join("\n", wrongClaims()).getBytes(StandardCharsets.UTF_8);
		JsonNode english = http.post("/api/v1/claims/batch", NDJSON, batch).json();
		JsonNode chinese = http.post("/api/v1/claims/batch", NDJSON, batch, "Accept-Language", "zh-CN").json();

		assertThat(english.get("received").asLong()).isZero();
		assertThat(english.get("errors").valueStream().map((error) -> error.get("code").asString()).distinct())
			.contains("MALFORMED", "MISSING_FIELD", "INVALID_FIELD", "AMOUNTS_DO_NOT_ADD_UP", "FORBIDDEN",
					"UNKNOWN_CITY", "NOT_OUT_OF_AREA", "TREATMENT_CITY_MISMATCH", "SETTLED_IN_FUTURE", "TOO_OLD",
					"TOO_LARGE");
		assertSameButInChinese(english, chinese);
	}

	/** What is kept is English, and told in Chinese all the same. */
	@Test
	void refusalsAreFoundInChinese() {
		ObjectNode claim = SampleClaim.settlement();
		http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=20");
		String other = claim.deepCopy().put("totalFen", 128651).put("cashFen", 48651).toString();
		JsonNode receipt = http.post("/api/v1/claims", other, "Prefer", "wait=20", "Accept-Language", "zh-CN").json();
		assertThat(receipt.get("code").asString()).isEqualTo("CONFLICTING_DUPLICATE");
		assertThat(receipt.get("message").asString()).isEqualTo("此前已受理同号但内容不同的结算单，以首次为准。");

		assertRefusalsAreChinese(claim);

		ObjectNode refusedAtOnce = SampleClaim.settlement().put("cashFen", 0);
		assertThat(http.post("/api/v1/claims", refusedAtOnce.toString()).status()).isEqualTo(422);
		assertRefusalsAreChinese(refusedAtOnce);
	}

	private static void assertRefusalsAreChinese(ObjectNode claim) {
		String path = "/api/v1/claims/" + SampleClaim.HOSPITAL + "/" + claim.get("claimNo").asString();
		assertSameButInChinese(http.get(path).json().get("refusals"),
				http.get(path, "Accept-Language", "zh-CN").json().get("refusals"));
	}

	private static List<String> wrongClaims() {
		ObjectNode good = SampleClaim.settlement();
		ObjectNode doesNotAddUp = good.deepCopy().put("totalFen", 128651);
		List<String> claims = new ArrayList<>(List.of("no JSON", "[]", "{\"claimNo\":", "{}{}", "[".repeat(40),
				"x".repeat(300_000), with(doesNotAddUp, "claimNo", "\"T-1\""), with(good, "kind", "\"REVERSAL\""),
				with(without(good, "hospitalCode"), "hospitalCode", "\"H99999999999\""),
				with(without(good, "insuredCity"), "insuredCity", "\"999999\""),
				with(without(good, "insuredCity"), "insuredCity", "\"310000\""),
				with(good, "treatmentCity", "\"320500\""),
				with(without(good, "settledAt"), "settledAt", "\"2099-11-20T08:30:12+08:00\""),
				with(without(good, "settledAt"), "settledAt", "\"1901-11-20T08:30:12+08:00\""),
				with(without(good, "originalClaimNo"), "originalClaimNo", "\"T-0\""),
				with(good, "split", "{\"ownPayFen\":1,\"overLimitFen\":1,\"prePayFen\":1,\"inScopeFen\":1}"),
				with(good, "funds", "{\"hifp\":1}")));
		List<String> values = List.of("null", "\"\"", "\"x\"", "\"=1+1\"", "\"" + "9".repeat(65) + "\"", "-1", "1.5",
				"100000000001", "true", "[]", "{}", "{\"a b\":1}", "{\"ownPayFen\":-1,\"hifp\":-1}",
				"{\"hifp\":1,\"hifp\":1}");
		Stream.concat(good.propertyNames().stream(), Stream.of("treatmentCity", "split", "funds"))
			.forEach((field) -> values.stream()
				.map((value) -> with(without(doesNotAddUp, field), field, value))
				.forEach(claims::add));
		return claims;
	}

	private static ObjectNode without(ObjectNode claim, String field) {
		return (ObjectNode) claim.deepCopy().without(field);
	}

	/** Behind what stands there already, the same field included. */
	private static String with(ObjectNode claim, String field, String value) {
		String json = claim.toString();
		return json.substring(0, json.length() - 1) + ",\"" + field + "\":" + value + "}";
	}

	private static Answer call(String method, String path, String body, String language) {
		String[] headers = { "Accept-Language", language, "traceparent",
				"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" };
		return (body != null) ? http.post(path, body, headers) : http.call(method, path, headers);
	}

	/** The same but for the texts, and those in Chinese. */
	private static void assertSameButInChinese(JsonNode english, JsonNode chinese) {
		List<String> texts = TEXTS.stream().flatMap((name) -> chinese.findValuesAsString(name).stream()).toList();
		assertThat(texts).isNotEmpty().filteredOn((text) -> !SentencesTests.isChinese(text)).isEmpty();
		assertThat(withoutTexts(chinese)).isEqualTo(withoutTexts(english));
	}

	private static JsonNode withoutTexts(JsonNode answer) {
		JsonNode copy = answer.deepCopy();
		TEXTS.forEach(
				(name) -> copy.findParents(name).forEach((parent) -> ((ObjectNode) parent).put(name, "a sentence")));
		return copy;
	}

}
