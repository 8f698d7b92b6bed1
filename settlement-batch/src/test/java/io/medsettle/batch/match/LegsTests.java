package io.medsettle.batch.match;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.UnaryOperator;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.testing.ClaimRow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LegsTests {

	private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

	private static final ClaimRow CLAIM = ClaimRow.settlement(DAY, 1, "320500", "310000");

	@Test
	void findsNothingBetweenEqualLegs() {
		assertThat(differences((claim) -> claim)).isEmpty();
	}

	@Test
	void namesTheBookThatDoesNotHaveTheClaim() {
		assertThat(Legs.differences(null, SampleLegs.of(CLAIM)))
			.containsExactly(Finding.of(BreakCategory.TREATMENT_LEG_MISSING));
		assertThat(Legs.differences(SampleLegs.of(CLAIM), null))
			.containsExactly(Finding.of(BreakCategory.INSURED_LEG_MISSING));
	}

	@Test
	void takesALegOfAnotherDayForLateIfAllElseIsEqual() {
		assertThat(differences((claim) -> claim.onDay(DAY.plusDays(1))))
			.containsExactly(Finding.of(BreakCategory.LATE_LEG));
		assertThat(differences((claim) -> claim.onDay(DAY.plusDays(1)).withPerson("320500000009")))
			.containsExactly(Finding.of(BreakCategory.CONTENT_DIFFERS, "Different: clearing day, person."));
	}

	@Test
	void saysBothCities() {
		assertThat(differences((claim) -> claim.withInsuredCity("330100")))
			.containsExactly(of(BreakCategory.CITY_DIFFERS, "insured city 320500 and 330100"));
		ClaimRow elsewhere = ClaimRow.settlement(DAY, 1, "320500", "330100");
		assertThat(Legs.differences(SampleLegs.of(CLAIM), SampleLegs.of(elsewhere)))
			.containsExactly(of(BreakCategory.CITY_DIFFERS, "treatment city 310000 and 330100"));
	}

	@Test
	void saysBothKinds() {
		ClaimRow reversal = CLAIM.reversal(DAY, 1);
		List<Finding> all = Legs.differences(SampleLegs.of(CLAIM), SampleLegs.of(reversal));
		assertThat(all).containsExactly(of(BreakCategory.KIND_DIFFERS, "kind SETTLEMENT and REVERSAL"),
				Finding.of(BreakCategory.CONTENT_DIFFERS, "Different: original claim."));
	}

	@Test
	void tellsTheAmountsApart() {
		assertThat(differences((claim) -> claim.withFen(30_001, 50_000, 48_649)))
			.containsExactly(of(BreakCategory.FUND_DIFFERS, "fund 300.00 and 300.01, cash 486.50 and 486.49"));
		assertThat(differences((claim) -> claim.withFen(30_000, 49_999, 48_651)))
			.containsExactly(of(BreakCategory.ACCOUNT_DIFFERS, "account 500.00 and 499.99, cash 486.50 and 486.51"));
		assertThat(differences((claim) -> claim.withFen(30_001, 49_999, 48_650)))
			.containsExactly(of(BreakCategory.AMOUNT_DIFFERS, "fund 300.00 and 300.01, account 500.00 and 499.99"));
		assertThat(differences((claim) -> claim.withFen(30_000, 50_000, 48_651)))
			.containsExactly(of(BreakCategory.CASH_DIFFERS, "total 1286.50 and 1286.51, cash 486.50 and 486.51"));
	}

	@Test
	void namesWhatElseDiffersWithoutItsValues() {
		OffsetDateTime later = OffsetDateTime.parse("2026-11-20T10:00:00+08:00");
		assertThat(differences((claim) -> claim.settledAt(later)))
			.containsExactly(Finding.of(BreakCategory.CONTENT_DIFFERS, "Different: time of settlement."));
		BookedClaim claim = SampleLegs.of(CLAIM);
		BookedClaim other = new BookedClaim(DAY, 1, null, "320500", "310000", "320500000001", "390", "12",
				claim.settledAtMs(), claim.acceptedAtMs() + 1, 128_650, 30_000, 50_000, 48_650, null,
				claim.contentHash(), 0, 1);
		assertThat(Legs.differences(claim, other)).containsExactly(Finding.of(BreakCategory.CONTENT_DIFFERS,
				"Different: insurance type, visit type, time of acceptance."));
		BookedClaim detailed = new BookedClaim(DAY, 1, null, "320500", "310000", "320500000001", "310", "11",
				claim.settledAtMs(), claim.acceptedAtMs(), 128_650, 30_000, 50_000, 48_650, "{}", claim.contentHash(),
				0, 1);
		assertThat(Legs.differences(claim, detailed))
			.containsExactly(Finding.of(BreakCategory.CONTENT_DIFFERS, "Different: detail."));
	}

	@Test
	void findsAllThatIsWrongAtOnce() {
		assertThat(differences(
				(claim) -> claim.withInsuredCity("330100").withFen(30_001, 50_000, 48_649).withPerson("330100000001")))
			.extracting(Finding::category)
			.containsExactly(BreakCategory.CITY_DIFFERS, BreakCategory.FUND_DIFFERS, BreakCategory.CONTENT_DIFFERS);
	}

	/** When each leg came tells nothing new beside a difference. */
	@Test
	void leavesTheDayOutBesideOtherDifferences() {
		assertThat(differences((claim) -> claim.withFen(30_001, 50_000, 48_649).onDay(DAY.plusDays(1))))
			.extracting(Finding::category)
			.containsExactly(BreakCategory.FUND_DIFFERS);
	}

	private static List<Finding> differences(UnaryOperator<ClaimRow> change) {
		return Legs.differences(SampleLegs.of(CLAIM), SampleLegs.of(change.apply(CLAIM)));
	}

	private static Finding of(BreakCategory category, String differences) {
		return Finding.of(category, "Treatment city's book and insured city's book: " + differences + ".");
	}

}
