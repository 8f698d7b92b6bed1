package io.medsettle.core.problem;

import java.util.regex.Pattern;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people write, and who is who.
 */
class TextRulesTests {

	@ParameterizedTest
	@CsvSource({ "P0, p0", "P0, Ｐ０", "'Li, Suzhou', 'LI,\u00a0SUZHOU'", "'Li, Suzhou', 'li,   suzhou'",
			"Zo\u00eb, Zoe\u0308", "Strauß, STRAUSS", "ΣΑΣ, σας", "李\u3000明, 李 明", "㈱, (株)", "P0, 'p0 '" })
	void onePersonHasOneNameInEverySpelling(String name, String other) {
		assertThat(TextRules.isSamePerson(name, other)).isTrue();
		assertThat(TextRules.isSamePerson(other, name)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "P0, P1", "Li, Li Wei", "李明, 李 明", "王, 玉" })
	void othersHaveOthers(String name, String other) {
		assertThat(TextRules.isSamePerson(name, other)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0000", "\t", "\n", "\u007f", "\u0085", "\u00ad", "\u034f", "\u061c", "\u115f", "\u1160",
			"\u180e", "\u200b", "\u200d", "\u200e", "\u2028", "\u202a", "\u202e", "\u2060", "\u2066", "\u2069",
			"\u2800", "\u3164", "\ufe00", "\ufeff", "\uffa0", "\ud800", "\udc00", "\udb40\udc41", "\udb40\udd00" })
	void nothingInvisibleIsTaken(String invisible) {
		assertThat(TextRules.isName("a" + invisible + "b")).isFalse();
		assertThat(TextRules.isName(invisible)).isFalse();
		assertThat(TextRules.isRemark("a" + invisible + "b", 9)).isFalse();
		assertThat(TextRules.shown("a" + invisible + "b")).isEqualTo("a\ufffdb");
	}

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "-2+3", "@x", "复旦大学", "\ud842\udfb7", "a\u3000b", "…", "\ud83d\ude00", "Zoe\u0308",
			"a  b" })
	void whatCanBeSeenIsTaken(String text) {
		assertThat(TextRules.isName(text)).isTrue();
		assertThat(TextRules.isRemark(text, 9)).isTrue();
		assertThat(TextRules.shown(text)).isEqualTo(text);
	}

	@Test
	void aNameIsBoundAsItIsWrittenAndAsItIsKept() {
		assertThat(TextRules.isName("李".repeat(64))).isTrue();
		assertThat(TextRules.isName("李".repeat(65))).isFalse();
		// Eighteen letters in one.
		assertThat(TextRules.isName("\ufdfa".repeat(3))).isTrue();
		assertThat(TextRules.isName("\ufdfa".repeat(4))).isFalse();
	}

	/** Nobody becomes somebody else by being kept. */
	@Property
	void aKeptNameIsANameAndStaysAsItIs(@ForAll @StringLength(max = 66) String text) {
		if (TextRules.isName(text)) {
			String kept = TextRules.nameAsKept(text);
			assertThat(TextRules.isName(kept)).isTrue();
			assertThat(TextRules.nameAsKept(kept)).isEqualTo(kept);
			assertThat(TextRules.isSamePerson(kept, text)).isTrue();
		}
	}

	@Property
	void whoeverKeepsThePatternsIsNotRefused(@ForAll @StringLength(max = 66) String text) {
		assertThat(TextRules.isRemark(text, 66)).isEqualTo(Pattern.matches(TextRules.REMARK_PATTERN, text));
		if (TextRules.isName(text)) {
			assertThat(text).matches(TextRules.NAME_PATTERN);
		}
	}

}
