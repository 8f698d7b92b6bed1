package io.medsettle.core.claim;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ClaimDecoderTests {

	private final ClaimDecoder decoder = new ClaimDecoder();

	@Test
	void readsTheContractsExample() {
		assertThat(this.decoder.decode(SampleEvent.settlement().bytes())).isEqualTo(new Decoding.Decoded(
				new Claim("H31000000001", "H31000000001-20261120-000017", ClaimKind.SETTLEMENT, null, "320500",
						"32050000012345", "310", "11", OffsetDateTime.parse("2026-11-20T08:30:12+08:00"), null, 128650,
						30000, 50000, 48650, null, new TreeMap<>())));
	}

	@Test
	void readsEverythingOptional() {
		Claim claim = SampleEvent.full().claim();
		assertThat(claim.treatmentCity()).isEqualTo("310000");
		assertThat(claim.split()).isEqualTo(new Claim.Split(8650, 2000, 8000, 110000));
		assertThat(claim.funds()).containsExactly(Map.entry("hifes_pay", 10000L), Map.entry("hifp_pay", 20000L));
	}

	@ParameterizedTest
	@CsvSource({ "32050119900307123x, 32050119900307123X", "32050119900307123X, 32050119900307123X",
			"e-card_z, E-CARD_Z" })
	void readsAPersonsNumberInCapitals(String written, String read) {
		assertThat(SampleEvent.settlement().with("personNo", quoted(written)).claim().personNo()).isEqualTo(read);
	}

	@Test
	void readsAReversal() {
		Claim claim = SampleEvent.reversal().claim();
		assertThat(claim.kind()).isEqualTo(ClaimKind.REVERSAL);
		assertThat(claim.originalClaimNo()).isEqualTo("H31000000001-20261120-000017");
	}

	@Test
	void takesNullAndBlankForNotGiven() {
		Claim plain = SampleEvent.settlement().claim();
		assertThat(SampleEvent.settlement()
			.with("originalClaimNo", "\"\"")
			.with("treatmentCity", "\" \"")
			.with("split", "null")
			.with("funds", "null")
			.claim()).isEqualTo(plain);
		assertThat(SampleEvent.settlement().without("originalClaimNo").claim()).isEqualTo(plain);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "-1.5e300", "\"text\\u0000\"", "true", "null", "[[1,{\"personNo\":\"x\"}]]",
			"{\"claimNo\":{\"kind\":[]}}", "123456789012345678901234567890" })
	void passesOverUnknownFields(String value) {
		SampleEvent event = SampleEvent.settlement();
		assertThat(new SampleEvent(new TreeMap<>(event.with("a-new-field", value).fields())).claim())
			.isEqualTo(event.claim());
	}

	@Test
	void readsEscapedNamesAndTexts() {
		String json = SampleEvent.settlement()
			.json()
			.replace("\"kind\"", "\"k\\u0069nd\"")
			.replace("\"310\"", "\"31\\u0030\"");
		assertThat(this.decoder.decode(json.getBytes(StandardCharsets.UTF_8)))
			.isEqualTo(new Decoding.Decoded(SampleEvent.settlement().claim()));
	}

	@Test
	void toleratesAByteOrderMarkAndWhitespace() {
		String json = "\uFEFF \r\n" + SampleEvent.settlement().json() + " \n";
		assertThat(this.decoder.decode(json.getBytes(StandardCharsets.UTF_8)))
			.isEqualTo(new Decoding.Decoded(SampleEvent.settlement().claim()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "hospitalCode", "claimNo", "kind", "insuredCity", "personNo", "insuranceType", "visitType",
			"settledAt", "totalFen", "fundFen", "accountFen", "cashFen" })
	void refusesWithoutAMandatoryField(String name) {
		List<InputError> missing = errors(SampleEvent.settlement().without(name));
		assertThat(missing).extracting(InputError::pointer, InputError::code)
			.containsExactly(tuple("/" + name, ProblemCode.MISSING_FIELD));
		assertThat(errors(SampleEvent.settlement().with(name, "null"))).isEqualTo(missing);
		if (!name.endsWith("Fen")) {
			assertThat(errors(SampleEvent.settlement().with(name, "\" \""))).isEqualTo(missing);
		}
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
			hospitalCode  | "H3100000001"
			hospitalCode  | "H310000000012"
			hospitalCode  | "h31000000001"
			hospitalCode  | "H3100000000x"
			hospitalCode  | "H3100000000\\u0664"
			hospitalCode  | 31000000001
			claimNo       | "a b"
			claimNo       | "a/b"
			claimNo       | "a\\\\b"
			claimNo       | "a%2Fb"
			claimNo       | "a;b"
			claimNo       | "a?b"
			claimNo       | "a#b"
			claimNo       | "."
			claimNo       | ".."
			claimNo       | "a\\u0000"
			claimNo       | "a\\n"
			claimNo       | "a\\u007f"
			claimNo       | "\\ud800"
			claimNo       | "单号"
			claimNo       | "=1+1"
			claimNo       | "+1"
			claimNo       | "-1"
			claimNo       | "@SUM(1)"
			claimNo       | "a(1)"
			claimNo       | "a,b"
			claimNo       | "a&b"
			claimNo       | 17
			kind          | "settlement"
			kind          | "REFUND"
			kind          | 1
			originalClaimNo | "H31000000001-20261120-000016"
			insuredCity   | "32050"
			insuredCity   | "3205000"
			insuredCity   | "32050a"
			insuredCity   | 320500
			personNo      | "32050 12345"
			personNo      | "\\u0000"
			personNo      | "\\ud800"
			personNo      | "=HYPERLINK(1)"
			personNo      | "-1"
			personNo      | "1\\u200b"
			personNo      | 32050000012345
			personNo      | ["32050000012345"]
			insuranceType | "31"
			insuranceType | "3100"
			insuranceType | "31x"
			insuranceType | 310
			visitType     | "1"
			visitType     | "11111"
			visitType     | "1x"
			visitType     | 11
			settledAt     | "2026-11-20"
			settledAt     | "2026-11-20T08:30:12"
			settledAt     | "2026-02-30T08:30:12+08:00"
			settledAt     | "2026-11-20T24:00:00+08:00"
			settledAt     | "2026-11-20 08:30+08:00"
			settledAt     | "1899-12-31T23:59:59+08:00"
			settledAt     | "+10000-01-01T00:00:00+08:00"
			settledAt     | 1795134612000
			treatmentCity | "31000"
			treatmentCity | 310000
			totalFen      | "128650"
			totalFen      | 128650.0
			totalFen      | 1.2865e5
			totalFen      | -1
			totalFen      | 100000000001
			totalFen      | 9223372036854775808
			totalFen      | true
			fundFen       | "30000"
			accountFen    | {}
			cashFen       | [48650]
			split         | 1
			split         | []
			split         | "{}"
			funds         | []
			funds         | 30000
			""")
	void refusesAFieldThatBreaksItsRule(String name, String value) {
		assertThat(errors(SampleEvent.settlement().with(name, value))).extracting(InputError::pointer, InputError::code)
			.containsExactly(tuple("/" + name, ProblemCode.INVALID_FIELD));
	}

	@Test
	void boundsTexts() {
		assertThat(SampleEvent.settlement().with("claimNo", quoted("x".repeat(64))).claim().claimNo()).hasSize(64);
		assertThat(SampleEvent.settlement().with("personNo", quoted("X" + "~".repeat(63))).claim().personNo())
			.hasSize(64);
		assertThat(pointers(SampleEvent.settlement()
			.with("claimNo", quoted("x".repeat(65)))
			.with("personNo", quoted("1".repeat(65)))
			.with("kind", quoted("x".repeat(200_000))))).containsExactly("/claimNo", "/kind", "/personNo");
	}

	@Test
	void boundsAmounts() {
		assertThat(SampleEvent.settlement().with("totalFen", "100000000000").claim().totalFen())
			.isEqualTo(100_000_000_000L);
		assertThat(SampleEvent.settlement().with("totalFen", "-0").claim().totalFen()).isZero();
		assertThat(pointers(SampleEvent.settlement().with("cashFen", "9".repeat(100_000)))).containsExactly("/cashFen");
	}

	@Test
	void wantsTheOriginalOfAReversal() {
		assertThat(errors(SampleEvent.reversal().without("originalClaimNo")))
			.extracting(InputError::pointer, InputError::code)
			.containsExactly(tuple("/originalClaimNo", ProblemCode.MISSING_FIELD));
		assertThat(errors(SampleEvent.reversal().with("originalClaimNo", "\"R-1\"")))
			.extracting(InputError::pointer, InputError::code)
			.containsExactly(tuple("/originalClaimNo", ProblemCode.INVALID_FIELD));
		assertThat(errors(SampleEvent.reversal().with("originalClaimNo", "\"a/b\"")))
			.extracting(InputError::pointer, InputError::code)
			.containsExactly(tuple("/originalClaimNo", ProblemCode.INVALID_FIELD));
	}

	@Test
	void refusesAFieldThatStandsTwice() {
		String twice = SampleEvent.settlement()
			.json()
			.replace("}", ",\"fundFen\":30000,\"funds\":{\"a\":30000,\"a\":0}}");
		assertThat(refused(twice).errors()).extracting(InputError::pointer, InputError::code)
			.containsExactly(tuple("/fundFen", ProblemCode.INVALID_FIELD),
					tuple("/funds/a", ProblemCode.INVALID_FIELD));
		String objectSecond = SampleEvent.settlement().json().replace("}", ",\"kind\":{\"kind\":[1]},\"remark\":1}");
		assertThat(refused(objectSecond).errors()).extracting(InputError::pointer).containsExactly("/kind");
		String nullFirst = SampleEvent.settlement().json().replace("{", "{\"kind\":null,");
		assertThat(refused(nullFirst).errors()).extracting(InputError::pointer).containsExactly("/kind");
	}

	@Test
	void wantsAllFourPartsOfASplit() {
		assertThat(errors(SampleEvent.settlement()
			.with("split",
					"{\"prePayFen\":-1,\"ownPayFen\":1,\"ownPayFen\":1,\"inScopeFen\":null,\"other\":{\"x\":[]}}")))
			.extracting(InputError::pointer, InputError::code)
			.containsExactly(tuple("/split/inScopeFen", ProblemCode.MISSING_FIELD),
					tuple("/split/overLimitFen", ProblemCode.MISSING_FIELD),
					tuple("/split/ownPayFen", ProblemCode.INVALID_FIELD),
					tuple("/split/prePayFen", ProblemCode.INVALID_FIELD));
	}

	@Test
	void boundsFundParts() {
		assertThat(SampleEvent.settlement().with("funds", funds(32)).claim().funds()).hasSize(32);
		assertThat(pointers(SampleEvent.settlement().with("funds", funds(33)))).containsExactly("/funds");
		assertThat(pointers(SampleEvent.settlement().with("funds", funds(10_000)))).containsExactly("/funds");
		assertThat(pointers(SampleEvent.settlement().with("funds", "{\"c.1-_\":-1,\"b\":\"1\",\"a\":0.5}")))
			.containsExactly("/funds/a", "/funds/b", "/funds/c.1-_");
		assertThat(pointers(SampleEvent.settlement().with("funds", "{\"a/b~c\":1,\"\":1,\"\\u0000\":1}")))
			.containsExactly("/funds");
		assertThat(pointers(SampleEvent.settlement().with("funds", "{" + quoted("x".repeat(33)) + ":1}")))
			.containsExactly("/funds");
	}

	/** Chinese, full width, Cyrillic, Arabic digits, a letter with an accent. */
	@ParameterizedTest
	@ValueSource(strings = { "统筹基金", "ｈｉｆｐ_ｐａｙ", "hifр_pay", "hifp_٤", "é", "hifp_pay\u0301" })
	void refusesNamesOfFundsThatAreNotAscii(String name) {
		assertThat(errors(SampleEvent.settlement().with("funds", "{" + quoted(name) + ":30000}")))
			.containsExactly(new InputError("/funds", ProblemCode.INVALID_FIELD, FieldRules.FUNDS_RULE));
	}

	@Test
	void reportsEverythingAtOnceInTheOrderOfTheContract() {
		String json = "{\"cashFen\":1.5,\"accountFen\":\"1\",\"funds\":{\"a\":1},\"fundFen\":2,\"totalFen\":9,"
				+ "\"split\":{\"ownPayFen\":1,\"overLimitFen\":0,\"prePayFen\":0,\"inScopeFen\":0},"
				+ "\"visitType\":\"x\",\"kind\":\"REVERSAL\",\"hospitalCode\":7}";
		assertThat(refused(json).errors()).extracting(InputError::pointer, InputError::code)
			.containsExactly(tuple("/hospitalCode", ProblemCode.INVALID_FIELD),
					tuple("/claimNo", ProblemCode.MISSING_FIELD), tuple("/originalClaimNo", ProblemCode.MISSING_FIELD),
					tuple("/insuredCity", ProblemCode.MISSING_FIELD), tuple("/personNo", ProblemCode.MISSING_FIELD),
					tuple("/insuranceType", ProblemCode.MISSING_FIELD), tuple("/visitType", ProblemCode.INVALID_FIELD),
					tuple("/settledAt", ProblemCode.MISSING_FIELD), tuple("/accountFen", ProblemCode.INVALID_FIELD),
					tuple("/cashFen", ProblemCode.INVALID_FIELD), tuple("/split", ProblemCode.AMOUNTS_DO_NOT_ADD_UP),
					tuple("/funds", ProblemCode.AMOUNTS_DO_NOT_ADD_UP));
		assertThat(errors(SampleEvent.settlement().without("personNo").with("cashFen", "48651")))
			.extracting(InputError::pointer, InputError::code)
			.containsExactly(tuple("/personNo", ProblemCode.MISSING_FIELD),
					tuple("/totalFen", ProblemCode.AMOUNTS_DO_NOT_ADD_UP));
	}

	@Test
	void addsUpOnlyAmountsThatCanBeRead() {
		assertThat(pointers(SampleEvent.full().with("totalFen", "-1"))).containsExactly("/totalFen");
		assertThat(pointers(SampleEvent.full().with("fundFen", "-1"))).containsExactly("/fundFen");
		assertThat(pointers(SampleEvent.full().without("cashFen"))).containsExactly("/cashFen");
		assertThat(pointers(SampleEvent.full().without("accountFen"))).containsExactly("/accountFen");
		assertThat(pointers(SampleEvent.full().with("funds", "{\"a\":-1}"))).containsExactly("/funds/a");
		assertThat(pointers(SampleEvent.full().with("split", "{}"))).allMatch((pointer) -> pointer.length() > 7);
	}

	@Test
	void namesTheClaimOfARefusalIfItCanBeShown() {
		Decoding.Refused named = refused(SampleEvent.settlement().without("kind").with("claimNo", "\"a/b\"").json());
		assertThat(named.hospitalCode()).isEqualTo("H31000000001");
		assertThat(named.claimNo()).isEqualTo("a/b");
		Decoding.Refused unnamed = refused(SampleEvent.settlement()
			.with("hospitalCode", "\"H\\u0000\"")
			.with("claimNo", quoted("x".repeat(65)))
			.json());
		assertThat(unnamed.hospitalCode()).isNull();
		assertThat(unnamed.claimNo()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "null", "[]", "[{}]", "17", "\"{}\"", "true", "{", "{\"kind\":", "{\"kind\":\"x\"",
			"{'kind':1}", "{kind:1}", "{\"kind\":1,}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":NaN}", "{\"a\":\"\t\"}",
			"{} {}", "{},", "{}]", "{}x", "<xml/>", "// comment\n{}", "{\"a\":\"\\x\"}" })
	void givesUpOnWhatIsNoJsonObject(String text) {
		assertThat(this.decoder.decode(text.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Decoding.Undecodable.class);
	}

	@Test
	void saysWhereAndWhyItGaveUp() {
		assertThat(undecodable("{\"a\":1,x}")).isEqualTo("The bytes are no JSON at byte 7.");
		assertThat(undecodable("x")).isEqualTo("The bytes are no JSON at byte 0.");
		assertThat(undecodable("{\"a\":[1")).isEqualTo("The JSON ends before its object does.");
		assertThat(undecodable("[]")).isEqualTo("The JSON is no object.");
		assertThat(undecodable("{} {}")).isEqualTo("Something stands after the end of the JSON object.");
	}

	@Test
	void givesUpOnNoBytesAtAll() {
		assertThat(this.decoder.decode(null)).isInstanceOf(Decoding.Undecodable.class);
		assertThat(this.decoder.decode(new byte[0])).isInstanceOf(Decoding.Undecodable.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32", "GB18030" })
	void givesUpOnOtherEncodings(String charset) {
		String json = SampleEvent.settlement().with("remark", "\"上海\"").json();
		assertThat(this.decoder.decode(json.getBytes(Charset.forName(charset))))
			.isInstanceOf(Decoding.Undecodable.class);
	}

	@Test
	void givesUpOnInvalidUtf8EvenInUnknownFields() {
		byte[] overlong = SampleEvent.settlement().with("remark", "\"??\"").bytes();
		int place = new String(overlong, StandardCharsets.US_ASCII).indexOf("??");
		overlong[place] = (byte) 0xC0;
		overlong[place + 1] = (byte) 0x80;
		assertThat(this.decoder.decode(overlong)).isEqualTo(new Decoding.Undecodable("The bytes are no UTF-8."));
	}

	@Test
	void givesUpOnDeepNesting() {
		String deep = SampleEvent.settlement().with("x", "[".repeat(50_000) + "]".repeat(50_000)).json();
		assertThat(this.decoder.decode(deep.getBytes(StandardCharsets.UTF_8)))
			.isEqualTo(new Decoding.Undecodable("The JSON is nested deeper than 32 levels."));
		SampleEvent.settlement().with("x", "[".repeat(31) + "]".repeat(31)).claim();
	}

	@Test
	void givesUpOnMoreThanTheMostBytes() {
		int room = ClaimDecoder.MAXIMUM_BYTES - SampleEvent.settlement().with("x", "\"\"").bytes().length;
		SampleEvent.settlement().with("x", quoted("x".repeat(room))).claim();
		assertThat(this.decoder.decode(SampleEvent.settlement().with("x", quoted("x".repeat(room + 1))).bytes()))
			.isEqualTo(new Decoding.Undecodable("The event is larger than 262144 bytes."));
	}

	@Test
	void neverRepeatsThePersonNumber() {
		List<Decoding> answers = List.of(
				this.decoder
					.decode(SampleEvent.settlement().with("personNo", "\"" + SampleEvent.PERSON_NO + " \"").bytes()),
				this.decoder.decode(SampleEvent.settlement().with("personNo", SampleEvent.PERSON_NO).bytes()),
				this.decoder.decode(SampleEvent.settlement().with("personNo", "\"\\" + SampleEvent.PERSON_NO).bytes()),
				this.decoder.decode(SampleEvent.settlement().with("personNo", "x" + SampleEvent.PERSON_NO).bytes()));
		assertThat(answers).allSatisfy((answer) -> {
			assertThat(answer).isNotInstanceOf(Decoding.Decoded.class);
			assertThat(answer.toString()).doesNotContain(SampleEvent.PERSON_NO);
		});
	}

	private Decoding.Refused refused(String json) {
		return (Decoding.Refused) this.decoder.decode(json.getBytes(StandardCharsets.UTF_8));
	}

	private String undecodable(String text) {
		return ((Decoding.Undecodable) this.decoder.decode(text.getBytes(StandardCharsets.UTF_8))).reason();
	}

	private List<InputError> errors(SampleEvent event) {
		return refused(event.json()).errors();
	}

	private List<String> pointers(SampleEvent event) {
		return errors(event).stream().map(InputError::pointer).toList();
	}

	private static String quoted(String text) {
		return "\"" + text + "\"";
	}

	private static String funds(int count) {
		return IntStream.range(0, count)
			.mapToObj((number) -> quoted("fund" + number) + ":" + ((number == 0) ? 30000 : 0))
			.collect(Collectors.joining(",", "{", "}"));
	}

}
