package io.medsettle.batch.publish;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.medsettle.batch.clear.BookedDay;
import io.medsettle.batch.clear.PositionTable;
import io.medsettle.core.clearing.BilateralPosition;
import io.medsettle.core.clearing.NetPosition;
import io.medsettle.core.clearing.Obligation;

import org.springframework.stereotype.Component;

/**
 * The three levels of positions agree. They are added up here by themselves, without the
 * arithmetic that made them.
 */
@Component
class NettingProof extends Proof {

	private final PositionTable positions;

	NettingProof(PositionTable positions) {
		super(5, "net positions sum to zero and agree with the bilateral and the gross ones");
		this.positions = positions;
	}

	@Override
	Optional<String> violation(BookedDay booked) {
		LocalDate day = booked.day();
		List<Obligation> gross = this.positions.obligations(day);
		List<BilateralPosition> bilateral = this.positions.bilateral(day);
		List<NetPosition> net = this.positions.net(day);
		return Stream
			.<Supplier<Optional<String>>>of(() -> sum(net), () -> grossAgainstBilateral(gross, bilateral),
					() -> grossAgainstNet(gross, net), () -> bilateralAgainstNet(bilateral, net),
					() -> magnitudes(gross, bilateral, net))
			.flatMap((check) -> check.get().stream())
			.findFirst();
	}

	private static Optional<String> sum(List<NetPosition> net) {
		BigInteger sum = net.stream()
			.map((position) -> BigInteger.valueOf(position.netFen()))
			.reduce(BigInteger.ZERO, BigInteger::add);
		return (sum.signum() == 0) ? Optional.empty()
				: Optional.of("The net positions sum to " + sum + " fen, not to 0.");
	}

	private static Optional<String> grossAgainstBilateral(List<Obligation> gross, List<BilateralPosition> bilateral) {
		SortedMap<String, Long> fromGross = new TreeMap<>();
		for (Obligation owed : gross) {
			boolean ascending = owed.insuredCity().compareTo(owed.treatmentCity()) < 0;
			String pair = ascending ? owed.insuredCity() + " and " + owed.treatmentCity()
					: owed.treatmentCity() + " and " + owed.insuredCity();
			fromGross.merge(pair, ascending ? owed.fen() : -owed.fen(), Math::addExact);
		}
		SortedMap<String, Long> stored = new TreeMap<>();
		bilateral.forEach((position) -> stored.put(position.cityA() + " and " + position.cityB(), position.fen()));
		return difference("Gross obligations and the bilateral position", fromGross, stored);
	}

	private static Optional<String> grossAgainstNet(List<Obligation> gross, List<NetPosition> net) {
		SortedMap<String, Long> fromGross = new TreeMap<>();
		for (Obligation owed : gross) {
			fromGross.merge(owed.insuredCity() + " as payable", owed.fen(), Math::addExact);
			fromGross.merge(owed.treatmentCity() + " as receivable", owed.fen(), Math::addExact);
		}
		SortedMap<String, Long> stored = new TreeMap<>();
		for (NetPosition position : net) {
			stored.put(position.city() + " as payable", position.payableFen());
			stored.put(position.city() + " as receivable", position.receivableFen());
		}
		return difference("Gross obligations and the net position", fromGross, stored);
	}

	private static Optional<String> bilateralAgainstNet(List<BilateralPosition> bilateral, List<NetPosition> net) {
		SortedMap<String, Long> fromBilateral = new TreeMap<>();
		for (BilateralPosition position : bilateral) {
			fromBilateral.merge(position.cityA(), -position.fen(), Math::addExact);
			fromBilateral.merge(position.cityB(), position.fen(), Math::addExact);
		}
		SortedMap<String, Long> stored = new TreeMap<>();
		net.forEach((position) -> stored.put(position.city(), position.netFen()));
		return difference("Bilateral positions and the net position", fromBilateral, stored);
	}

	/**
	 * Setting off never makes more money move: Σ|net| / 2 ≤ Σ|bilateral| ≤ Σ|gross|.
	 */
	private static Optional<String> magnitudes(List<Obligation> gross, List<BilateralPosition> bilateral,
			List<NetPosition> net) {
		BigInteger grossFen = magnitude(gross.stream().map(Obligation::fen));
		BigInteger bilateralFen = magnitude(bilateral.stream().map(BilateralPosition::fen));
		BigInteger twiceMovedFen = magnitude(net.stream().map(NetPosition::netFen));
		boolean falling = twiceMovedFen.compareTo(bilateralFen.shiftLeft(1)) <= 0
				&& bilateralFen.compareTo(grossFen) <= 0;
		return falling ? Optional.empty() : Optional
			.of("Net positions of %s fen, bilateral ones of %s and gross ones of %s do not fall from level to level."
				.formatted(twiceMovedFen, bilateralFen, grossFen));
	}

	private static BigInteger magnitude(Stream<Long> amountsFen) {
		return amountsFen.map((fen) -> BigInteger.valueOf(fen).abs()).reduce(BigInteger.ZERO, BigInteger::add);
	}

	private static Optional<String> difference(String what, Map<String, Long> calculated, Map<String, Long> stored) {
		TreeSet<String> keys = new TreeSet<>(calculated.keySet());
		keys.addAll(stored.keySet());
		return keys.stream()
			.filter((key) -> !calculated.getOrDefault(key, 0L).equals(stored.getOrDefault(key, 0L)))
			.findFirst()
			.map((key) -> "%s of %s differ: %d fen and %d fen.".formatted(what, key, calculated.getOrDefault(key, 0L),
					stored.getOrDefault(key, 0L)));
	}

}
