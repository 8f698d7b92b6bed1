package io.medsettle.core.clearing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sets the obligations of cities off against each other. The gross obligations are the
 * legal record; what is calculated here are views of them. All arithmetic is checked: a
 * sum that does not fit a long is an {@link ArithmeticException}, never a wrong number.
 */
public final class Netting {

	private static final int EFFICIENCY_SCALE = 6;

	private Netting() {
	}

	/**
	 * What remains between each two cities that have an obligation, in either direction,
	 * ordered by the two codes; zero where they are even.
	 * @throws IllegalArgumentException if a city owes itself
	 * @throws ArithmeticException if a sum does not fit a long
	 */
	public static List<BilateralPosition> bilateral(Collection<Obligation> obligations) {
		SortedMap<CityPair, Long> owedByFirstFen = new TreeMap<>();
		for (Obligation obligation : obligations) {
			CityPair direction = direction(obligation);
			if (direction.isAscending()) {
				owedByFirstFen.merge(direction, obligation.fen(), Math::addExact);
			}
			else {
				owedByFirstFen.merge(direction.turned(), Math.negateExact(obligation.fen()), Math::addExact);
			}
		}
		List<BilateralPosition> positions = new ArrayList<>(owedByFirstFen.size());
		owedByFirstFen.forEach((pair, fen) -> positions.add(new BilateralPosition(pair.first(), pair.second(), fen)));
		return List.copyOf(positions);
	}

	/**
	 * What each city pays or receives when all obligations are netted, ordered by code.
	 * The net positions sum to exactly zero.
	 * @param obligations what the cities owe each other
	 * @param cities the cities that take part: one without obligations has zeros. A city
	 * that has obligations is in the result, whether it is named here or not
	 * @throws IllegalArgumentException if a city owes itself
	 * @throws ArithmeticException if a sum does not fit a long
	 */
	public static List<NetPosition> net(Collection<Obligation> obligations, Collection<String> cities) {
		SortedMap<String, NetPosition> positions = new TreeMap<>();
		for (String city : cities) {
			positions.put(city, position(city, 0, 0));
		}
		for (Obligation obligation : obligations) {
			CityPair direction = direction(obligation);
			positions.merge(direction.first(), position(direction.first(), obligation.fen(), 0), Netting::sum);
			positions.merge(direction.second(), position(direction.second(), 0, obligation.fen()), Netting::sum);
		}
		return List.copyOf(positions.values());
	}

	/**
	 * Which share of the gross money need not move when all cities settle their net
	 * positions at once: 1 − Σ|net| / (2 Σ|gross|), from 0 to 1, six decimals, HALF_UP.
	 * Gross is taken per direction and by its absolute value, so that a direction in
	 * which reversals exceed counts like any other. Zero when nothing is owed.
	 * @throws IllegalArgumentException if a city owes itself
	 * @throws ArithmeticException if a sum does not fit a long
	 */
	public static BigDecimal efficiency(Collection<Obligation> obligations) {
		BigDecimal gross = sumOfAbsolutes(byDirection(obligations).values());
		if (gross.signum() == 0) {
			return BigDecimal.ZERO.setScale(EFFICIENCY_SCALE);
		}
		BigDecimal net = sumOfAbsolutes(net(obligations, List.of()).stream().map(NetPosition::netFen).toList());
		BigDecimal twiceGross = gross.add(gross);
		return twiceGross.subtract(net).divide(twiceGross, EFFICIENCY_SCALE, RoundingMode.HALF_UP);
	}

	private static NetPosition position(String city, long payableFen, long receivableFen) {
		return new NetPosition(city, payableFen, receivableFen, Math.subtractExact(receivableFen, payableFen));
	}

	private static NetPosition sum(NetPosition left, NetPosition right) {
		return position(left.city(), Math.addExact(left.payableFen(), right.payableFen()),
				Math.addExact(left.receivableFen(), right.receivableFen()));
	}

	private static Map<CityPair, Long> byDirection(Collection<Obligation> obligations) {
		Map<CityPair, Long> fenByDirection = new HashMap<>();
		for (Obligation obligation : obligations) {
			fenByDirection.merge(direction(obligation), obligation.fen(), Math::addExact);
		}
		return fenByDirection;
	}

	/**
	 * The city that owes and the city that is owed.
	 */
	private static CityPair direction(Obligation obligation) {
		if (obligation.insuredCity().equals(obligation.treatmentCity())) {
			throw new IllegalArgumentException("City " + obligation.insuredCity() + " owes itself.");
		}
		return new CityPair(obligation.insuredCity(), obligation.treatmentCity());
	}

	private static BigDecimal sumOfAbsolutes(Collection<Long> amountsFen) {
		return new BigDecimal(amountsFen.stream()
			.map(BigInteger::valueOf)
			.map(BigInteger::abs)
			.reduce(BigInteger.ZERO, BigInteger::add));
	}

	private record CityPair(String first, String second) implements Comparable<CityPair> {

		boolean isAscending() {
			return this.first.compareTo(this.second) < 0;
		}

		@SuppressWarnings("ArgumentSelectionDefectChecker") // They change places.
		CityPair turned() {
			return new CityPair(this.second, this.first);
		}

		@Override
		public int compareTo(CityPair other) {
			int byFirst = this.first.compareTo(other.first);
			return (byFirst != 0) ? byFirst : this.second.compareTo(other.second);
		}

	}

}
