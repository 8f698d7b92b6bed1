package io.medsettle.batch.settle;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.SampleLegs;
import io.medsettle.batch.match.LegPair;
import io.medsettle.batch.testing.ClaimRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class OriginalTests {

	private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

	private static final ClaimRow CLAIM = ClaimRow.settlement(DAY, 1, "320500", "310000");

	private static final ClaimRow REVERSAL = CLAIM.reversal(DAY, 2);

	private static final BookedClaim ORIGINAL = SampleLegs.of(CLAIM);

	@Test
	void repeatsItsOriginalOrSaysWhereNot() {
		assertThat(original(null).isRepeatedBy(SampleLegs.of(REVERSAL))).isTrue();
		assertThat(differences(REVERSAL.withInsuredCity("330100"))).isEqualTo("insured city 330100 and 320500");
		assertThat(differences(ClaimRow.settlement(DAY, 1, "320500", "330100").reversal(DAY, 2)))
			.isEqualTo("treatment city 330100 and 310000");
		assertThat(differences(REVERSAL.withPerson("320500000009"))).isEqualTo("different persons");
		assertThat(differences(REVERSAL.withFen(30_001, 50_000, 48_649)))
			.isEqualTo("fund 300.01 and 300.00, cash 486.49 and 486.50");
		assertThat(differences(REVERSAL.withFen(30_000, 50_001, 48_650)))
			.isEqualTo("total 1286.51 and 1286.50, account 500.01 and 500.00");
	}

	@Test
	void isNoReversalItself() {
		BookedClaim ofReversal = SampleLegs.of(REVERSAL.reversal(DAY, 3));
		Original reversal = new Original(SampleLegs.of(REVERSAL), null, null);
		assertThat(reversal.isRepeatedBy(ofReversal)).isFalse();
		assertThat(reversal.mismatches(ofReversal)).containsExactly(Finding.of(BreakCategory.REVERSAL_MISMATCH,
				"Reversal and original: the original is a reversal itself."));
	}

	@Test
	void mismatchesWhatClearedOtherwiseOrElsewhere() {
		assertThat(mismatches(null)).isEmpty();
		assertThat(mismatches(new Original.Settled(1, 80_000, "320500", "310000"))).isEmpty();
		assertThat(mismatches(new Original.Settled(1, 79_999, "320500", "310000")))
			.containsExactly("The original cleared with 799.99, as was decided about it.");
		assertThat(mismatches(new Original.Settled(0, 0, "320500", "310000")))
			.containsExactly("The original cleared with 0.00, as was decided about it.");
		assertThat(mismatches(new Original.Settled(1, 80_000, "330100", "310000")))
			.containsExactly("The original cleared between 330100 and 310000, as was decided about it.");
		assertThat(mismatches(new Original.Settled(1, 80_000, "320500", "330100")))
			.containsExactly("The original cleared between 320500 and 330100, as was decided about it.");
	}

	@Test
	void knowsWhatTheOriginalClearedWithAndBetweenWhom() {
		Original booked = original(null);
		assertThat(List.of(booked.payingCity(), booked.paidCity())).containsExactly("320500", "310000");
		assertThat(booked.clearedFen()).isEqualTo(80_000);
		Original elsewhere = original(new Original.Settled(1, 70_000, "330100", "440100"));
		assertThat(List.of(elsewhere.payingCity(), elsewhere.paidCity())).containsExactly("330100", "440100");
		assertThat(elsewhere.clearedFen()).isEqualTo(70_000);
		// Nobody paid what was cancelled.
		Original cancelled = original(new Original.Settled(0, 0, "330100", "440100"));
		assertThat(List.of(cancelled.payingCity(), cancelled.paidCity())).containsExactly("320500", "310000");
		assertThat(cancelled.clearedFen()).isZero();
		Original reversal = new Original(SampleLegs.of(REVERSAL), null, null);
		assertThat(reversal.clearedFen()).isZero();
	}

	/**
	 * A claim of nothing that was cancelled did not clear, though its amount is the same.
	 */
	@Test
	void tellsACancelledClaimOfNothingFromOneThatCleared() {
		ClaimRow nothing = CLAIM.withFen(0, 0, 128_650);
		BookedClaim reversal = SampleLegs.of(nothing.reversal(DAY, 2));
		BookedClaim booked = SampleLegs.of(nothing);
		assertThat(new Original(booked, null, new Original.Settled(0, 0, "320500", "310000")).mismatches(reversal))
			.hasSize(1);
		assertThat(new Original(booked, null, new Original.Settled(1, 0, "320500", "310000")).mismatches(reversal))
			.isEmpty();
	}

	@Test
	void saysByHowMuchOthersDifferFromTheTreatmentCitysBook() {
		LegPair legs = SampleLegs.pair(CLAIM, CLAIM.withFen(30_050, 50_000, 48_600));
		assertThat(Stream.of(null, 80_000L, 79_990L, 79_900L)
			.map((stated) -> new ClearingLimits.Known(legs, null, stated).differenceFen()))
			.containsExactly(50L, 50L, 50L, 100L);
		assertThat(new ClearingLimits.Known(SampleLegs.pair(CLAIM, null), null, null).differenceFen()).isZero();
		assertThatIllegalStateException()
			.isThrownBy(() -> new ClearingLimits.Known(SampleLegs.pair(null, CLAIM), null, null).differenceFen());
	}

	private static Original original(Original.@Nullable Settled settled) {
		return new Original(ORIGINAL, null, settled);
	}

	private static List<String> mismatches(Original.@Nullable Settled settled) {
		return original(settled).mismatches(SampleLegs.of(REVERSAL))
			.stream()
			.map((finding) -> finding.reason().substring(BreakCategory.REVERSAL_MISMATCH.sentence().length() + 1))
			.toList();
	}

	private static String differences(ClaimRow reversal) {
		assertThat(original(null).isRepeatedBy(SampleLegs.of(reversal))).isFalse();
		return original(null).mismatches(SampleLegs.of(reversal))
			.getFirst()
			.reason()
			.replaceAll("^.*Reversal and original: (.*)\\.$", "$1");
	}

}
