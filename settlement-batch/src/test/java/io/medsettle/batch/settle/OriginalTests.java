package io.medsettle.batch.settle;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.SampleLegs;
import io.medsettle.batch.settle.Original.Settled;
import io.medsettle.batch.testing.ClaimRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a reversal has to repeat of the claim it takes back, and what became of that.
 */
@Tag("invariant-13")
class OriginalTests {

	private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

	private static final ClaimRow CLAIM = ClaimRow.settlement(DAY, 1, "320500", "310000");

	private static final ClaimRow REVERSAL = CLAIM.reversal(DAY, 2);

	private static final long CLAIM_FEN = 80_000;

	@Test
	void isTakenBackByWhatRepeatsIt() {
		Original original = original(CLAIM, null);
		assertThat(original.isRepeatedBy(SampleLegs.of(REVERSAL))).isTrue();
		assertThat(original.mismatches(SampleLegs.of(REVERSAL))).isEmpty();
		assertThat(original.clearedFen()).isEqualTo(CLAIM_FEN);
		assertThat(original.payingCity()).isEqualTo("320500");
		assertThat(original.paidCity()).isEqualTo("310000");
	}

	@ParameterizedTest
	@MethodSource
	void isNotTakenBackByWhatDiffers(BookedClaim reversal, String differences) {
		Original original = original(CLAIM, null);
		assertThat(original.isRepeatedBy(reversal)).isFalse();
		assertThat(original.mismatches(reversal)).containsExactly(mismatch("Reversal and original: " + differences));
	}

	static Stream<Arguments> isNotTakenBackByWhatDiffers() {
		return Stream.of(
				Arguments.of(SampleLegs.of(REVERSAL.withInsuredCity("330100")), "insured city 330100 and 320500."),
				Arguments.of(SampleLegs.of(ClaimRow.settlement(DAY, 1, "320500", "330100").reversal(DAY, 2)),
						"treatment city 330100 and 310000."),
				Arguments.of(SampleLegs.of(REVERSAL.withPerson("320500000009")), "different persons."),
				Arguments.of(SampleLegs.of(REVERSAL.withFen(30_001, 50_000, 48_649)),
						"fund 300.01 and 300.00, " + "cash 486.49 and 486.50."),
				Arguments.of(SampleLegs.of(REVERSAL.withFen(30_000, 50_001, 48_649)),
						"account 500.01 and 500.00, " + "cash 486.49 and 486.50."),
				Arguments.of(SampleLegs.of(REVERSAL.withFen(30_000, 50_000, 48_651)),
						"total 1286.51 and 1286.50, " + "cash 486.51 and 486.50."));
	}

	@Test
	void isNotTakenBackIfItTakesBackItself() {
		Original original = original(REVERSAL, null);
		assertThat(original.mismatches(SampleLegs.of(REVERSAL.withClaimNo("R-3"))))
			.containsExactly(mismatch("Reversal and original: the original is a reversal itself."));
		assertThat(original.clearedFen()).isZero();
	}

	@Test
	void isTakenBackIfItWasDecidedToClearAsItIsBooked() {
		Original original = original(CLAIM, new Settled(1, CLAIM_FEN, "320500", "310000"));
		assertThat(original.mismatches(SampleLegs.of(REVERSAL))).isEmpty();
	}

	@Test
	void isNotTakenBackWithAnotherAmountThanWasDecided() {
		Original original = original(CLAIM, new Settled(1, CLAIM_FEN - 1, "320500", "310000"));
		assertThat(original.mismatches(SampleLegs.of(REVERSAL)))
			.containsExactly(mismatch("The original cleared with 799.99, as was decided about it."));
		assertThat(original.isRepeatedBy(SampleLegs.of(REVERSAL))).isTrue();
		assertThat(original.clearedFen()).isEqualTo(CLAIM_FEN - 1);
	}

	@Test
	void isNotTakenBackOnceItWasCancelled() {
		ClaimRow withoutFund = CLAIM.withFen(0, 0, 128_650);
		for (ClaimRow claim : List.of(CLAIM, withoutFund)) {
			Original original = original(claim, new Settled(0, 0, "330100", "330200"));
			assertThat(original.mismatches(SampleLegs.of(claim.reversal(DAY, 2))))
				.containsExactly(mismatch("The original cleared with 0.00, as was decided about it."));
			assertThat(original.clearedFen()).isZero();
			assertThat(original.payingCity()).isEqualTo("320500");
			assertThat(original.paidCity()).isEqualTo("310000");
		}
	}

	@ParameterizedTest
	@MethodSource
	void isNotTakenBackBetweenOtherCitiesThanItClearedBetween(String payingCity, String paidCity) {
		Original original = original(CLAIM, new Settled(1, CLAIM_FEN, payingCity, paidCity));
		assertThat(original.mismatches(SampleLegs.of(REVERSAL))).containsExactly(mismatch(
				"The original cleared between " + payingCity + " and " + paidCity + ", as was decided about it."));
		assertThat(original.payingCity()).isEqualTo(payingCity);
		assertThat(original.paidCity()).isEqualTo(paidCity);
	}

	static Stream<Arguments> isNotTakenBackBetweenOtherCitiesThanItClearedBetween() {
		return Stream.of(Arguments.of("330100", "310000"), Arguments.of("320500", "330100"));
	}

	private static Finding mismatch(String detail) {
		return Finding.of(BreakCategory.REVERSAL_MISMATCH, detail);
	}

	private static Original original(ClaimRow claim, @Nullable Settled settled) {
		return new Original(SampleLegs.of(claim), null, settled);
	}

}
