package io.medsettle.batch.breaks;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What may be decided about each kind of break, as a bureau would look it up.
 */
class ResolutionTests {

	private static final Map<BreakCategory, List<Resolution>> ALLOWED = table("""
			TREATMENT_LEG_MISSING     ACCEPT_INSURED CANCEL WAIT
			INSURED_LEG_MISSING       ACCEPT_TREATMENT CANCEL WAIT
			EVENT_MISSING             ACCEPT_TREATMENT CANCEL WAIT
			LATE_LEG                  ACCEPT_TREATMENT ACCEPT_INSURED CANCEL WAIT
			CITY_DIFFERS              ACCEPT_TREATMENT ACCEPT_INSURED DEDUCT CANCEL WAIT
			HOSPITAL_DIFFERS          ACCEPT_TREATMENT ACCEPT_INSURED CANCEL WAIT
			KIND_DIFFERS              ACCEPT_TREATMENT ACCEPT_INSURED DEDUCT CANCEL WAIT
			FUND_DIFFERS              ACCEPT_TREATMENT ACCEPT_INSURED DEDUCT CANCEL WRITE_OFF_ROUNDING WAIT
			ACCOUNT_DIFFERS           ACCEPT_TREATMENT ACCEPT_INSURED DEDUCT CANCEL WRITE_OFF_ROUNDING WAIT
			CASH_DIFFERS              ACCEPT_TREATMENT ACCEPT_INSURED DEDUCT CANCEL WAIT
			AMOUNT_DIFFERS            ACCEPT_TREATMENT ACCEPT_INSURED DEDUCT CANCEL WRITE_OFF_ROUNDING WAIT
			CONTENT_DIFFERS           ACCEPT_TREATMENT ACCEPT_INSURED DEDUCT CANCEL WAIT
			REVERSAL_WITHOUT_ORIGINAL CANCEL LINK WAIT
			LATE_ORIGINAL             ACCEPT_TREATMENT ACCEPT_INSURED CANCEL WAIT
			REVERSAL_MISMATCH         ACCEPT_TREATMENT ACCEPT_INSURED DEDUCT CANCEL LINK WAIT
			DOUBLE_REVERSAL           DEDUCT CANCEL WAIT
			ORIGINAL_HELD             CANCEL WAIT
			DUPLICATE                 ACCEPT_TREATMENT ACCEPT_INSURED CANCEL WAIT
			CONFLICTING_DUPLICATE     WAIT
			REFUSED                   ACCEPT_TREATMENT ACCEPT_INSURED DEDUCT CANCEL WAIT
			DEDUCTED                  ACCEPT_TREATMENT ACCEPT_INSURED DEDUCT CANCEL WAIT
			STATEMENT_EXTRA           ACCEPT_TREATMENT WAIT
			STATEMENT_MISSING         ACCEPT_TREATMENT CANCEL WAIT
			STATEMENT_AMOUNT          ACCEPT_TREATMENT DEDUCT CANCEL WRITE_OFF_ROUNDING WAIT
			STATEMENT_TOTALS_DIFFER   ACCEPT_TREATMENT WAIT
			LEDGER_IMBALANCE          WAIT
			""");

	@ParameterizedTest
	@EnumSource(BreakCategory.class)
	void settlesWhatTheTableSays(BreakCategory category) {
		assertThat(Stream.of(Resolution.values()).filter((resolution) -> resolution.settles(category)))
			.containsExactlyElementsOf(ALLOWED.getOrDefault(category, List.of()));
	}

	@Test
	void needsTwoPersonsForAllThatMovesMoney() {
		assertThat(Stream.of(Resolution.values()).filter((resolution) -> !resolution.needsApproval()))
			.containsExactly(Resolution.WAIT);
	}

	/** What is shown to bureaus is never empty, and each says something of its own. */
	@Test
	void describesItself() {
		assertThat(Stream.of(Resolution.values()).map(Resolution::sentence)).doesNotHaveDuplicates()
			.allMatch((sentence) -> sentence.endsWith("."));
		assertThat(Stream.of(AutomaticResolution.values()).map(AutomaticResolution::sentence)).doesNotHaveDuplicates()
			.allMatch((sentence) -> sentence.endsWith("."));
		assertThat(Stream.of(BreakCategory.values()).map(BreakCategory::sentence)).doesNotHaveDuplicates()
			.allMatch((sentence) -> sentence.endsWith("."));
		assertThat(Stream.of(BreakCategory.values()).map(BreakCategory::remedy))
			.allMatch((sentence) -> sentence.endsWith("."));
	}

	private static Map<BreakCategory, List<Resolution>> table(String text) {
		Map<BreakCategory, List<Resolution>> allowed = new EnumMap<>(BreakCategory.class);
		text.lines().map((line) -> line.split(" +")).forEach((words) -> {
			// In the order of the enum, whatever the table's.
			List<String> names = Arrays.asList(words).subList(1, words.length);
			allowed.put(BreakCategory.valueOf(words[0]),
					Stream.of(Resolution.values()).filter((one) -> names.contains(one.name())).toList());
		});
		return allowed;
	}

}
