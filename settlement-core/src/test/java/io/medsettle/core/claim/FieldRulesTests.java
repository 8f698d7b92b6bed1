package io.medsettle.core.claim;

import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The patterns that callers are told say the same as the rules that the engine runs.
 */
class FieldRulesTests {

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "H31000000001", "H3100000001", "H310000000012", "h31000000001", "31000000001",
			"310000", "31000", "3100000", "31000٣", "310", "31", "3100", "a", ".", "..", "...", "a/b", "a\\b", "a%b",
			"a;b", "a?b", "a#b", "a b", "a\u007fb", "!\"$&'()*+,-.", "0123456789:", "<=>@A[]^_`{|}~", "ü", "医",
			"hifp_pay", "hifp pay", "a-b.c_D9", "-1", "+1", "=1", "@a", "~a", ":a", "a=1+1@b~c:d" })
	void patternsSayTheSame(String text) {
		assertThatPatternsAgree(text);
	}

	@Property
	void patternsSayTheSameOfAnything(@ForAll("texts") String text) {
		assertThatPatternsAgree(text);
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries.oneOf(Arbitraries.strings().ascii().ofMaxLength(66),
				Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(66),
				Arbitraries.strings().numeric().ofMaxLength(13).map((digits) -> "H" + digits),
				Arbitraries.strings().numeric().ofMaxLength(8));
	}

	private static void assertThatPatternsAgree(String text) {
		assertThatAgree(text, Hospital.CODE_PATTERN, Hospital::isCode);
		assertThatAgree(text, City.CODE_PATTERN, City::isCode);
		assertThatAgree(text, FieldRules.CLAIM_NO_PATTERN, FieldRules::isClaimNo);
		assertThatAgree(text, FieldRules.PERSON_NO_PATTERN, FieldRules::isPersonNo);
		assertThatAgree(text, FieldRules.INSURANCE_TYPE_PATTERN, FieldRules::isInsuranceType);
		assertThatAgree(text, FieldRules.VISIT_TYPE_PATTERN, FieldRules::isVisitType);
		assertThatAgree(text, FieldRules.FUND_NAME_PATTERN, FieldRules::isFundName);
	}

	private static void assertThatAgree(String text, String pattern, Predicate<String> rule) {
		assertThat(Pattern.matches(pattern, text)).as("%s of '%s'", pattern, text).isEqualTo(rule.test(text));
	}

}
