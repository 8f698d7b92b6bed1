package io.medsettle.core.decision;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.medsettle.core.claim.FieldRules;
import io.medsettle.core.decision.DecisionReader.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A decision is read by the same rules as the claim it is about.
 */
class DecisionReaderTests {

	private static final String DECISION = """
			{"hospitalCode":"H31000000001","claimNo":"17","city":"320500","decision":"DEDUCT","deductFen":1,\
			"reasonCode":"NOT_COVERED","actor":"Wu, Suzhou"}""";

	@Test
	void readsUpToEachLimit() {
		String largest = DECISION.replace("17", "1".repeat(64))
			.replace("\"deductFen\":1", "\"deductFen\":" + FieldRules.MAXIMUM_FEN)
			.replace("Wu, Suzhou", "吴".repeat(64));
		assertThat(DecisionReader.read(bytes(DECISION))).isInstanceOf(Reading.Read.class);
		assertThat(DecisionReader.read(bytes(largest))).isInstanceOf(Reading.Read.class);
	}

	@ParameterizedTest
	@CsvSource({ "H31000000001, H3100000001,  /hospitalCode", "H31000000001, 310000000012, /hospitalCode",
			"17,           a/b,          /claimNo", "320500,       3205000,      /city",
			"\"deductFen\":1, \"deductFen\":100000000001, /deductFen", "\"deductFen\":1, \"deductFen\":0, /deductFen",
			"NOT_COVERED,  SOMETHING,    /reasonCode", "DEDUCT,       KEEP,         /decision" })
	void refusesWhatIsBeyond(String right, String wrong, String pointer) {
		assertThat(pointers(DECISION.replace(right, wrong))).containsExactly(pointer);
	}

	/** Two names that look the same would let one person approve alone. */
	@ParameterizedTest
	@ValueSource(strings = { " Wu", "Wu ", "Wu\u200b", "\u3000Wu", "W\tu", "W\u2028u", "\u202eWu", "Wu\u3164",
			"W\u2800u", "W\ufe0fu", "\\ud800Wu", "W\\u0000u", "ﷺﷺﷺﷺ" })
	void refusesNamesThatLookLikeOthers(String name) {
		assertThat(pointers(DECISION.replace("Wu, Suzhou", name.replace("\t", "\\t")))).containsExactly("/actor");
	}

	@ParameterizedTest
	@CsvSource({ "Ｗｕ，　Ｓｕｚｈｏｕ, 'Wu, Suzhou'", "'Wu,  \u00a0Suzhou', 'Wu, Suzhou'", "Zoe\u0308, Zo\u00eb", "WU, WU" })
	void keepsANameInItsUsualFormAndCapitals(String written, String kept) {
		Reading reading = DecisionReader.read(bytes(DECISION.replace("Wu, Suzhou", written)));
		assertThat(((Reading.Read) reading).decision().actor()).isEqualTo(kept);
	}

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "@SUM(1)", "a\\u0000", "\\ud800", "1\u200b" })
	void refusesClaimNumbersThatNoClaimHas(String number) {
		assertThat(pointers(DECISION.replace("\"17\"", "\"" + number + "\""))).containsExactly("/claimNo");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\\u0000b", "\\ud800", "a\u200bb", "a\u202eb", "a\\nb", "\u3164", "\u00a0" })
	void refusesRemarksThatCannotBeSeen(String remark) {
		assertThat(pointers(DECISION.replace("\"actor\"", "\"comment\":\"" + remark + "\",\"actor\"")))
			.containsExactly("/comment");
	}

	/** A slash in two bytes, where nobody asks for it. */
	@Test
	void refusesBytesThatOnlyLookLikeUtf8() {
		byte[] bytes = DECISION.replace("{", "{\"??\":1,").getBytes(StandardCharsets.UTF_8);
		bytes[2] = (byte) 0xC0;
		bytes[3] = (byte) 0xAF;
		assertThat(DecisionReader.read(bytes)).isInstanceOf(Reading.Wrong.class);
	}

	@Test
	void aDecisionSaysTheSameInAnotherSpellingOfItsName() {
		InsuredDecision decision = ((Reading.Read) DecisionReader.read(bytes(DECISION))).decision();
		InsuredDecision other = ((Reading.Read) DecisionReader.read(bytes(DECISION.replace("Wu", "ｗU")))).decision();
		InsuredDecision more = ((Reading.Read) DecisionReader.read(bytes(DECISION.replace(":1,", ":2,")))).decision();
		assertThat(other.saysTheSameAs(decision)).isTrue();
		assertThat(more.saysTheSameAs(decision)).isFalse();
	}

	private static List<String> pointers(String decision) {
		return ((Reading.Wrong) DecisionReader.read(bytes(decision))).errors()
			.stream()
			.map((error) -> error.pointer())
			.toList();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
