package io.medsettle.batch.settle;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.medsettle.batch.breaks.AutomaticResolution;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Finding;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.SampleLegs;
import io.medsettle.batch.match.LegPair;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.core.decision.DecisionReason;
import io.medsettle.core.decision.InsuredDecision.Kind;
import io.medsettle.core.ledger.Side;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DecidedClearingTests {

	private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

	private static final ClaimRow CLAIM = ClaimRow.settlement(DAY, 1, "320500", "310000");

	private static final ClaimRow OTHER = CLAIM.withInsuredCity("330100").withFen(20_000, 50_000, 58_650);

	private static final LegPair LEGS = SampleLegs.pair(CLAIM, OTHER);

	@Example
	void clearsAsTheBookThatStandsHasIt() {
		assertThat(DecidedClearing.of(LEGS, Resolution.ACCEPT_TREATMENT, 0))
			.isEqualTo(new DecidedClearing(LEGS, "320500", "310000", 1, 80_000, false, null));
		assertThat(DecidedClearing.of(LEGS, Resolution.WRITE_OFF_ROUNDING, 0))
			.isEqualTo(DecidedClearing.of(LEGS, Resolution.ACCEPT_TREATMENT, 0));
		assertThat(DecidedClearing.of(LEGS, Resolution.ACCEPT_INSURED, 0))
			.isEqualTo(new DecidedClearing(LEGS, "330100", "310000", 1, 70_000, false, null));
		assertThatIllegalStateException()
			.isThrownBy(() -> DecidedClearing.of(SampleLegs.pair(CLAIM, null), Resolution.ACCEPT_INSURED, 0));
	}

	@Example
	void clearsLessThanIsBookedWhereSomethingIsDeducted() {
		assertThat(DecidedClearing.of(LEGS, Resolution.DEDUCT, 10_000).fen()).isEqualTo(70_000);
		LegPair reversal = SampleLegs.pair(CLAIM.reversal(DAY, 2), null);
		DecidedClearing deducted = DecidedClearing.of(reversal, Resolution.DEDUCT, 10_000);
		assertThat(deducted.fen()).isEqualTo(-70_000);
		assertThat(deducted.clearsReversal()).isTrue();
	}

	@Example
	void clearsNothingOfWhatIsCancelled() {
		assertThat(DecidedClearing.of(LEGS, Resolution.CANCEL, 0))
			.isEqualTo(new DecidedClearing(LEGS, "320500", "310000", 0, 0, false, null));
		LegPair insuredOnly = SampleLegs.pair(null, OTHER);
		assertThat(DecidedClearing.cancelled(insuredOnly, AutomaticResolution.EXACT_DUPLICATE)).isEqualTo(
				new DecidedClearing(insuredOnly, "330100", "310000", 0, 0, false, AutomaticResolution.EXACT_DUPLICATE));
	}

	@Example
	void isNotMadeOfWhatSettlesNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> DecidedClearing.of(LEGS, Resolution.LINK, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> DecidedClearing.of(LEGS, Resolution.WAIT, 0));
	}

	@Example
	void letsTheInsuredCitysWordStandBeforeItsBook() {
		InsuredCityDecision deducts = new InsuredCityDecision(Kind.DEDUCT, 10_000, DecisionReason.LIMIT_EXCEEDED);
		InsuredCityDecision refuses = new InsuredCityDecision(Kind.REFUSE, 0, DecisionReason.NOT_INSURED);
		assertThat(DecidedClearing.decided(LEGS, Resolution.ACCEPT_INSURED, 0, deducts).fen()).isEqualTo(60_000);
		assertThat(DecidedClearing.decided(LEGS, Resolution.ACCEPT_INSURED, 0, refuses).claims()).isZero();
		assertThat(DecidedClearing.decided(LEGS, Resolution.ACCEPT_INSURED, 0, null).fen()).isEqualTo(70_000);
		assertThat(DecidedClearing.decided(LEGS, Resolution.ACCEPT_TREATMENT, 0, refuses).fen()).isEqualTo(80_000);
		assertThat(deducts.finding())
			.isEqualTo(Finding.of(BreakCategory.DEDUCTED, "It deducts 100.00. A limit of the benefit is exceeded."));
		assertThat(refuses.finding())
			.isEqualTo(Finding.of(BreakCategory.REFUSED, "The person was not insured there at the time."));
	}

	@Example
	void clearsWithItsOwnSignAndNoMoreThanEitherBookHas() {
		assertThat(DecidedClearing.of(LEGS, Resolution.DEDUCT, 80_000).isWithinClaim()).isTrue();
		assertThat(DecidedClearing.of(LEGS, Resolution.DEDUCT, 80_001).isWithinClaim()).isFalse();
		assertThat(DecidedClearing.of(LEGS, Resolution.DEDUCT, -1).isWithinClaim()).isFalse();
		LegPair insuredHasMore = SampleLegs.pair(OTHER, CLAIM);
		assertThat(DecidedClearing.of(insuredHasMore, Resolution.ACCEPT_INSURED, 0).isWithinClaim()).isTrue();
		assertThat(DecidedClearing.of(insuredHasMore, Resolution.DEDUCT, -10_000).isWithinClaim()).isTrue();
		LegPair reversal = SampleLegs.pair(CLAIM.reversal(DAY, 2), null);
		assertThat(DecidedClearing.of(reversal, Resolution.ACCEPT_TREATMENT, 0).isWithinClaim()).isTrue();
		assertThat(DecidedClearing.of(reversal, Resolution.DEDUCT, -1).isWithinClaim()).isFalse();
		assertThat(DecidedClearing.of(reversal, Resolution.DEDUCT, 80_001).isWithinClaim()).isFalse();
	}

	@Example
	void keepsInItsBreakWhichBookDidNotHaveTheClaim() {
		assertThat(without(LEGS)).isNull();
		assertThat(without(SampleLegs.pair(CLAIM, null))).isEqualTo(Side.INSURED);
		assertThat(without(SampleLegs.pair(null, CLAIM))).isEqualTo(Side.TREATMENT);
	}

	@Example
	void correctsOnlyWhatIsNotInTheBooks() {
		DecidedClearing accepted = DecidedClearing.of(LEGS, Resolution.ACCEPT_TREATMENT, 0);
		assertThat(accepted.corrections(Side.TREATMENT)).isEmpty();
		assertThat(accepted.corrections(Side.INSURED)).containsExactly(
				new Correction(Side.INSURED, SampleLegs.identity(CLAIM), "320500", "310000", 80_000),
				new Correction(Side.INSURED, SampleLegs.identity(CLAIM), "330100", "310000", -70_000));
		assertThat(accepted.corrections()).isEqualTo(accepted.corrections(Side.INSURED));
		assertThat(DecidedClearing.of(LEGS, Resolution.DEDUCT, 10_000).corrections(Side.TREATMENT))
			.containsExactly(new Correction(Side.TREATMENT, SampleLegs.identity(CLAIM), "310000", "320500", -10_000));
	}

	/**
	 * Whatever the books have of a claim: with the corrections each of them has what
	 * clears, between the cities that it clears between, and nothing elsewhere.
	 */
	@Property
	void leavesWhatClearsInBothBooksAlike(@ForAll("legs") LegPair legs, @ForAll Resolution resolution,
			@ForAll @LongRange(max = 100_000) long deductFen, @ForAll("cities") String paying,
			@ForAll("cities") String paid) {
		boolean standing = switch (resolution) {
			case ACCEPT_TREATMENT, WRITE_OFF_ROUNDING, DEDUCT -> legs.treatment() != null;
			case ACCEPT_INSURED -> legs.insured() != null;
			case CANCEL -> true;
			case LINK, WAIT -> false;
		};
		if (!standing) {
			return;
		}
		DecidedClearing clearing = DecidedClearing.of(legs, resolution, deductFen).between(paying, paid);
		for (Side side : Side.values()) {
			Map<String, Long> booked = new TreeMap<>();
			BookedClaim leg = (side == Side.TREATMENT) ? legs.treatment() : legs.insured();
			if (leg != null) {
				booked.merge(place(side, leg.insuredCity(), leg.treatmentCity()), leg.clearedFen(), Long::sum);
			}
			clearing.corrections(side)
				.forEach((correction) -> booked.merge(correction.bookCity() + "/" + correction.counterpartyCity(),
						correction.fen(), Long::sum));
			booked.values().removeIf((fen) -> fen == 0);
			assertThat(booked)
				.isEqualTo((clearing.fen() == 0) ? Map.of() : Map.of(place(side, paying, paid), clearing.fen()));
			assertThat(clearing.corrections(side)).allMatch((correction) -> correction.side() == side
					&& correction.claim().equals(legs.identity()) && correction.fen() != 0);
		}
	}

	@Provide
	Arbitrary<LegPair> legs() {
		Arbitrary<@Nullable ClaimRow> leg = Combinators
			.combine(cities(), Arbitraries.longs().between(0, 100_000), Arbitraries.of(true, false))
			.as((city, fen, reversal) -> (reversal ? CLAIM.reversal(DAY, 1).withClaimNo("C-1") : CLAIM)
				.withInsuredCity(city)
				.withFen(fen, 0, 0))
			.injectNull(0.2);
		return Combinators.combine(leg, leg)
			.as(Pair::new)
			.filter((pair) -> pair.treatment() != null || pair.insured() != null)
			.map((pair) -> SampleLegs.pair(pair.treatment(), pair.insured()));
	}

	@Provide
	Arbitrary<String> cities() {
		return Arbitraries.of("310000", "320500", "330100");
	}

	private static String place(Side side, String insuredCity, String treatmentCity) {
		return (side == Side.TREATMENT) ? treatmentCity + "/" + insuredCity : insuredCity + "/" + treatmentCity;
	}

	private static @Nullable Side without(LegPair legs) {
		return Objects.requireNonNull(DecidedClearing.cancelled(legs, null)).decided().without();
	}

	private record Pair(@Nullable ClaimRow treatment, @Nullable ClaimRow insured) {
	}

}
