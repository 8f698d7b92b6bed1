package io.medsettle.core.clearing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("invariant-5")
class NettingProperties {

	private static final List<String> CITIES = List.of("310000", "320500", "330200", "330400", "340100");

	private static final long FEN_MAXIMUM = 1_000_000_000_000L;

	@Property(tries = 300)
	void netPositionsSumToExactlyZero(@ForAll("obligations") List<Obligation> obligations) {
		List<NetPosition> net = Netting.net(obligations, CITIES);
		assertThat(net.stream().mapToLong(NetPosition::netFen).sum()).isZero();
		assertThat(net).allSatisfy((position) -> assertThat(position.netFen())
			.isEqualTo(position.receivableFen() - position.payableFen()));
	}

	@Property(tries = 300)
	void theThreeLevelsAgree(@ForAll("obligations") List<Obligation> obligations) {
		List<BilateralPosition> bilateral = Netting.bilateral(obligations);
		for (NetPosition position : Netting.net(obligations, CITIES)) {
			assertThat(position.payableFen()).isEqualTo(obligations.stream()
				.filter((obligation) -> obligation.insuredCity().equals(position.city()))
				.mapToLong(Obligation::fen)
				.sum());
			assertThat(position.receivableFen()).isEqualTo(obligations.stream()
				.filter((obligation) -> obligation.treatmentCity().equals(position.city()))
				.mapToLong(Obligation::fen)
				.sum());
			long fromBilateral = bilateral.stream().mapToLong((pair) -> receivedBy(position.city(), pair)).sum();
			assertThat(position.netFen()).isEqualTo(fromBilateral);
		}
	}

	@Property(tries = 300)
	void bilateralIsAntisymmetric(@ForAll("obligations") List<Obligation> obligations) {
		List<Obligation> turned = obligations.stream()
			.map((obligation) -> new Obligation(obligation.treatmentCity(), obligation.insuredCity(),
					obligation.claims(), obligation.fen()))
			.toList();
		List<BilateralPosition> mirrored = Netting.bilateral(turned)
			.stream()
			.map((pair) -> new BilateralPosition(pair.cityA(), pair.cityB(), -pair.fen()))
			.toList();
		assertThat(Netting.bilateral(obligations)).isEqualTo(mirrored);
	}

	@Property(tries = 300)
	void nettingNeverMovesMore(@ForAll("obligations") List<Obligation> obligations) {
		long net = Netting.net(obligations, CITIES).stream().mapToLong((position) -> Math.abs(position.netFen())).sum();
		long bilateral = Netting.bilateral(obligations).stream().mapToLong((pair) -> Math.abs(pair.fen())).sum();
		long gross = obligations.stream().mapToLong((obligation) -> Math.abs(obligation.fen())).sum();
		assertThat(net % 2).isZero();
		assertThat(net / 2).isLessThanOrEqualTo(bilateral);
		assertThat(bilateral).isLessThanOrEqualTo(gross);
		assertThat(Netting.efficiency(obligations)).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
	}

	@Property(tries = 100)
	void theOrderOfObligationsDoesNotMatter(@ForAll("obligations") List<Obligation> obligations,
			@ForAll Random random) {
		List<Obligation> shuffled = new ArrayList<>(obligations);
		Collections.shuffle(shuffled, random);
		assertThat(Netting.bilateral(shuffled)).isEqualTo(Netting.bilateral(obligations));
		assertThat(Netting.net(shuffled, CITIES)).isEqualTo(Netting.net(obligations, CITIES));
		assertThat(Netting.efficiency(shuffled)).isEqualTo(Netting.efficiency(obligations));
	}

	@Property(tries = 100)
	void positionsAreOrderedByCity(@ForAll("obligations") List<Obligation> obligations) {
		assertThat(Netting.net(obligations, CITIES.reversed())).extracting(NetPosition::city)
			.containsExactlyElementsOf(CITIES);
		assertThat(Netting.bilateral(obligations))
			.isSortedAccordingTo(Comparator.comparing(BilateralPosition::cityA).thenComparing(BilateralPosition::cityB))
			.allSatisfy((pair) -> assertThat(pair.cityA()).isLessThan(pair.cityB()));
	}

	@Provide
	Arbitrary<List<Obligation>> obligations() {
		Arbitrary<String> city = Arbitraries.of(CITIES);
		return Combinators
			.combine(city, city, Arbitraries.longs().between(0, 1000),
					Arbitraries.longs().between(-FEN_MAXIMUM, FEN_MAXIMUM))
			.as(Obligation::new)
			.filter((obligation) -> !obligation.insuredCity().equals(obligation.treatmentCity()))
			.list()
			.ofMaxSize(40);
	}

	private static long receivedBy(String city, BilateralPosition pair) {
		if (pair.cityB().equals(city)) {
			return pair.fen();
		}
		return pair.cityA().equals(city) ? -pair.fen() : 0;
	}

}
