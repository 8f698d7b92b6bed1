package io.medsettle.core.clearing;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NettingTests {

	private static final String SHANGHAI = "310000";

	private static final String SUZHOU = "320500";

	private static final String NINGBO = "330200";

	private static final String HEFEI = "340100";

	private static final List<Obligation> EXAMPLE = List.of(new Obligation(SUZHOU, SHANGHAI, 5, 500_000),
			new Obligation(SHANGHAI, SUZHOU, 2, 120_000), new Obligation(NINGBO, SHANGHAI, 1, 80_000),
			new Obligation(SUZHOU, NINGBO, 1, 30_000));

	@Test
	void setsOffTheWorkedExampleBetweenEachTwoCities() {
		assertThat(Netting.bilateral(EXAMPLE)).containsExactly(new BilateralPosition(SHANGHAI, SUZHOU, -380_000),
				new BilateralPosition(SHANGHAI, NINGBO, -80_000), new BilateralPosition(SUZHOU, NINGBO, 30_000));
	}

	@Test
	void setsOffTheWorkedExampleAmongAllCities() {
		assertThat(Netting.net(EXAMPLE, List.of(HEFEI, NINGBO, SHANGHAI, SUZHOU))).containsExactly(
				new NetPosition(SHANGHAI, 120_000, 580_000, 460_000),
				new NetPosition(SUZHOU, 530_000, 120_000, -410_000), new NetPosition(NINGBO, 80_000, 30_000, -50_000),
				new NetPosition(HEFEI, 0, 0, 0));
	}

	@Test
	void calculatesTheEfficiencyOfTheWorkedExample() {
		// 1 − (460,000 + 410,000 + 50,000) / (2 × 730,000)
		assertThat(Netting.efficiency(EXAMPLE)).isEqualByComparingTo("0.369863");
	}

	@Test
	void cityThatIsNotNamedStillHasItsPosition() {
		assertThat(Netting.net(EXAMPLE, List.of())).extracting(NetPosition::city)
			.containsExactly(SHANGHAI, SUZHOU, NINGBO);
	}

	@Test
	void citiesThatAreEvenHaveAPositionOfZero() {
		List<Obligation> even = List.of(new Obligation(SUZHOU, SHANGHAI, 1, 70),
				new Obligation(SHANGHAI, SUZHOU, 1, 70));
		assertThat(Netting.bilateral(even)).containsExactly(new BilateralPosition(SHANGHAI, SUZHOU, 0));
		assertThat(Netting.efficiency(even)).isEqualByComparingTo("1");
	}

	@Test
	void reversalsMayExceedSettlements() {
		List<Obligation> reversed = List.of(new Obligation(SUZHOU, SHANGHAI, 1, -70));
		assertThat(Netting.bilateral(reversed)).containsExactly(new BilateralPosition(SHANGHAI, SUZHOU, 70));
		assertThat(Netting.net(reversed, List.of())).containsExactly(new NetPosition(SHANGHAI, 0, -70, -70),
				new NetPosition(SUZHOU, -70, 0, 70));
		assertThat(Netting.efficiency(reversed)).isEqualByComparingTo("0");
	}

	@Test
	void severalObligationsOfOneDirectionAreOne() {
		List<Obligation> parts = List.of(new Obligation(SUZHOU, SHANGHAI, 1, 100),
				new Obligation(SUZHOU, SHANGHAI, 1, -40));
		assertThat(Netting.bilateral(parts)).containsExactly(new BilateralPosition(SHANGHAI, SUZHOU, -60));
		assertThat(Netting.efficiency(parts)).isEqualByComparingTo("0");
	}

	@Test
	void nothingOwedIsNothingSaved() {
		assertThat(Netting.bilateral(List.of())).isEmpty();
		assertThat(Netting.net(List.of(), List.of(SHANGHAI))).containsExactly(new NetPosition(SHANGHAI, 0, 0, 0));
		assertThat(Netting.efficiency(List.of())).isEqualByComparingTo("0");
		assertThat(Netting.efficiency(List.of(new Obligation(SUZHOU, SHANGHAI, 2, 0)))).isEqualByComparingTo("0");
	}

	@Test
	void aSumBeyondALongIsNeverAWrongNumber() {
		List<Obligation> tooMuch = List.of(new Obligation(SUZHOU, SHANGHAI, 1, Long.MAX_VALUE),
				new Obligation(SUZHOU, SHANGHAI, 1, 2));
		assertThatThrownBy(() -> Netting.bilateral(tooMuch)).isInstanceOf(ArithmeticException.class);
		assertThatThrownBy(() -> Netting.net(tooMuch, List.of())).isInstanceOf(ArithmeticException.class);
		assertThatThrownBy(() -> Netting.efficiency(tooMuch)).isInstanceOf(ArithmeticException.class);
		List<Obligation> lowest = List.of(new Obligation(SUZHOU, SHANGHAI, 1, Long.MIN_VALUE));
		assertThatThrownBy(() -> Netting.bilateral(lowest)).isInstanceOf(ArithmeticException.class);
		assertThatThrownBy(() -> Netting.net(lowest, List.of())).isInstanceOf(ArithmeticException.class);
	}

	@Test
	void noCityOwesItself() {
		List<Obligation> self = List.of(new Obligation(SUZHOU, SUZHOU, 1, 1));
		assertThatThrownBy(() -> Netting.bilateral(self)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> Netting.net(self, List.of())).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> Netting.efficiency(self)).isInstanceOf(IllegalArgumentException.class);
	}

}
