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
	@ValueSource(strings = { " Wu", "Wu ", "Wu\u200b", "\u3000Wu", "W\tu", "W\u2028u", "\u202eWu" })
	void refusesNamesThatLookLikeOthers(String name) {
		assertThat(pointers(DECISION.replace("Wu, Suzhou", name.replace("\t", "\\t")))).containsExactly("/actor");
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
