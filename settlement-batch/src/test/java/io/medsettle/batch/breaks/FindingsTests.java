package io.medsettle.batch.breaks;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FindingsTests {

	private static final Finding REFUSED = Finding.of(BreakCategory.REFUSED, "The treatment is not covered.");

	private static final Finding FUND = Finding.of(BreakCategory.FUND_DIFFERS, "fund 1.00 and 2.00.");

	private static final Finding STATED = Finding.of(BreakCategory.STATEMENT_AMOUNT);

	@Test
	void tellsTheGravestFirstAndEachCategoryOnce() {
		Finding again = Finding.of(BreakCategory.REFUSED, "Documents are missing.");
		Findings findings = Findings.of(List.of(REFUSED, again), List.of(STATED, FUND));
		assertThat(findings.all()).containsExactly(FUND, STATED, REFUSED);
		assertThat(findings.told()).isEqualTo(FUND);
		assertThat(findings.also()).isEqualTo("STATEMENT_AMOUNT,REFUSED");
		assertThat(findings.reason())
			.isEqualTo(FUND.reason() + " Also: " + STATED.reason() + " Also: " + REFUSED.reason());
	}

	@Test
	void saysNothingMoreOfASingleOne() {
		Findings findings = Findings.of(REFUSED);
		assertThat(findings.also()).isNull();
		assertThat(findings.reason()).isEqualTo("The insured city refuses the claim. The treatment is not covered.");
		assertThatIllegalArgumentException().isThrownBy(() -> new Findings(List.of()));
	}

	@Test
	void isReadAsItWasStored() {
		for (Findings findings : List.of(Findings.of(REFUSED), new Findings(List.of(REFUSED, FUND, STATED)))) {
			assertThat(Findings.stored(findings.told().category(), findings.also(), findings.reason()))
				.isEqualTo(findings);
		}
		assertThat(Findings.categories(BreakCategory.FUND_DIFFERS, "STATEMENT_AMOUNT,REFUSED"))
			.containsExactly(BreakCategory.FUND_DIFFERS, BreakCategory.STATEMENT_AMOUNT, BreakCategory.REFUSED);
		assertThat(Findings.categories(BreakCategory.FUND_DIFFERS, null)).containsExactly(BreakCategory.FUND_DIFFERS);
	}

	@Test
	void keepsFiveHundredCharactersOfAReason() {
		Finding whole = new Finding(BreakCategory.REFUSED, "x".repeat(500));
		assertThat(whole.reason()).isEqualTo("x".repeat(500));
		Finding cut = new Finding(BreakCategory.FUND_DIFFERS, "x".repeat(501));
		assertThat(cut.reason()).isEqualTo("x".repeat(499) + "…");
		Findings both = new Findings(List.of(whole, cut));
		assertThat(both.reason()).hasSize(500).isEqualTo(cut.reason());
		assertThat(Findings.stored(both.told().category(), both.also(), both.reason()).all()).containsExactly(cut,
				Finding.of(BreakCategory.REFUSED));
	}

}
