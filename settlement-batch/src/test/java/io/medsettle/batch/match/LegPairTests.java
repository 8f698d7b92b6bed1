package io.medsettle.batch.match;

import java.time.LocalDate;
import java.util.List;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakRow;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.breaks.Findings;
import io.medsettle.batch.testing.ClaimRow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LegPairTests {

	private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

	private static final ClaimRow CLAIM = ClaimRow.settlement(DAY, 1, "320500", "310000");

	private static final LegPair BOTH = SampleLegs.pair(CLAIM, CLAIM);

	private static final LegPair TREATMENT_ONLY = SampleLegs.pair(CLAIM, null);

	private static final LegPair INSURED_ONLY = SampleLegs.pair(null, CLAIM);

	private static final LegPair NEITHER = new LegPair(SampleLegs.identity(CLAIM), null, null);

	@Test
	void knowsWhichLegsItHas() {
		assertThat(List.of(BOTH, TREATMENT_ONLY, INSURED_ONLY, NEITHER).stream().map(LegPair::isComplete))
			.containsExactly(true, false, false, false);
		assertThat(List.of(BOTH, TREATMENT_ONLY, INSURED_ONLY, NEITHER).stream().map(LegPair::isEmpty))
			.containsExactly(false, false, false, true);
	}

	@Test
	void takesAnInsuredLegFromElsewhereOnlyIfItHasNone() {
		BookedClaim other = SampleLegs.of(CLAIM.onDay(DAY.plusDays(1)));
		assertThat(TREATMENT_ONLY.withInsured(other)).isEqualTo(SampleLegs.pair(CLAIM, CLAIM.onDay(DAY.plusDays(1))));
		assertThat(BOTH.withInsured(other)).isEqualTo(BOTH);
	}

	@Test
	void hasALegOfADayIfEitherIs() {
		LocalDate next = DAY.plusDays(1);
		assertThat(SampleLegs.pair(CLAIM, CLAIM.onDay(next)).hasLegOf(next)).isTrue();
		assertThat(SampleLegs.pair(CLAIM.onDay(next), CLAIM).hasLegOf(next)).isTrue();
		assertThat(INSURED_ONLY.hasLegOf(DAY)).isTrue();
		assertThat(BOTH.hasLegOf(next)).isFalse();
		assertThat(NEITHER.hasLegOf(DAY)).isFalse();
	}

	@Test
	void isAReversalByTheTreatmentCitysBook() {
		ClaimRow reversal = CLAIM.reversal(DAY, 2);
		assertThat(SampleLegs.pair(reversal, null).isReversal()).isTrue();
		assertThat(SampleLegs.pair(null, reversal).isReversal()).isFalse();
		assertThat(BOTH.isReversal()).isFalse();
	}

	@Test
	void isHeldForItsDifferencesAndForNothingElse() {
		assertThat(TREATMENT_ONLY.held()).isEqualTo(TREATMENT_ONLY.held(Finding.of(BreakCategory.INSURED_LEG_MISSING)));
		assertThatIllegalStateException().isThrownBy(BOTH::held);
	}

	@Test
	void saysInItsBreakWhatTheTreatmentCityHas() {
		BreakRow row = SampleLegs.pair(CLAIM, CLAIM.withInsuredCity("330100").withFen(1, 2, 3))
			.held(new Findings(List.of(Finding.of(BreakCategory.FUND_DIFFERS), Finding.of(BreakCategory.CITY_DIFFERS))))
			.row();
		assertThat(row).isEqualTo(new BreakRow(SampleLegs.identity(CLAIM), BreakCategory.CITY_DIFFERS, "FUND_DIFFERS",
				BreakCategory.CITY_DIFFERS.sentence() + " Also: " + BreakCategory.FUND_DIFFERS.sentence(), 1, null,
				"320500", "310000", "330100", null, 80_000));
	}

	@Test
	void saysInItsBreakWhatTheInsuredCityHasWhereTheTreatmentCityHasNothing() {
		ClaimRow reversal = CLAIM.reversal(DAY, 2);
		BreakRow row = SampleLegs.pair(null, reversal).held().row();
		assertThat(row).isEqualTo(new BreakRow(SampleLegs.identity(reversal), BreakCategory.TREATMENT_LEG_MISSING, null,
				BreakCategory.TREATMENT_LEG_MISSING.sentence(), -1, "C-1", "320500", "310000", null, null, -80_000));
		assertThatIllegalStateException()
			.isThrownBy(() -> NEITHER.held(Finding.of(BreakCategory.TREATMENT_LEG_MISSING)).row());
	}

	@Test
	void namesTheOtherTreatmentCity() {
		BreakRow row = SampleLegs.pair(CLAIM, ClaimRow.settlement(DAY, 1, "320500", "330100")).held().row();
		assertThat(row.treatmentCity()).isEqualTo("310000");
		assertThat(row.otherTreatmentCity()).isEqualTo("330100");
		assertThat(row.otherInsuredCity()).isNull();
	}

	@Test
	void ordersEventsAsTheBrokerTookThem() {
		ClaimRow first = CLAIM;
		ClaimRow second = ClaimRow.settlement(DAY, 2, "320500", "310000");
		assertThat(BookedClaim.EVENT_ORDER.compare(SampleLegs.of(first), SampleLegs.of(second))).isNegative();
		assertThat(BookedClaim.EVENT_ORDER.compare(SampleLegs.of(first), SampleLegs.of(first))).isZero();
	}

	@Test
	void clearsFundAndAccountWithItsSign() {
		assertThat(SampleLegs.of(CLAIM).clearedFen()).isEqualTo(80_000);
		BookedClaim reversal = SampleLegs.of(CLAIM.reversal(DAY, 2));
		assertThat(reversal.clearedFen()).isEqualTo(-80_000);
		assertThat(reversal.amountFen()).isEqualTo(80_000);
		assertThat(SampleLegs.of(CLAIM)).hasToString("BookedClaim of 2026-11-20");
	}

}
