package io.medsettle.api.demo;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import io.medsettle.core.ledger.DayIntakes;
import io.medsettle.core.ledger.Side;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * How many claims stand in both cities' books. The tables are counted only where it
 * matters: under load, counting them costs as much as a ledger. In between, the ledgers'
 * own meters say how many more there are.
 */
final class BookedClaims {

	private final DayIntakes intakes;

	private final MeterRegistry meters;

	/** What each book had beyond its meter. */
	private final Map<Side, Long> ahead = new EnumMap<>(Side.class);

	BookedClaims(DayIntakes intakes, MeterRegistry meters) {
		this.intakes = intakes;
		this.meters = meters;
		for (Side side : Side.values()) {
			long metered = meter(side);
			this.ahead.put(side, counted(side) - metered);
		}
	}

	/**
	 * What the meters say; a little too much if the ledgers were at work from the start.
	 */
	long metered() {
		return min((side) -> Objects.requireNonNull(this.ahead.get(side)) + meter(side));
	}

	/** What the tables hold. */
	long counted() {
		return min(this::counted);
	}

	private static long min(ToLongFunction<Side> ofSide) {
		return Stream.of(Side.values()).mapToLong(ofSide).min().orElseThrow();
	}

	private long counted(Side side) {
		return this.intakes.booked(side);
	}

	private long meter(Side side) {
		return Math.round(this.meters.get("settlement.claims")
			.tag("leg", side.legName())
			.tag("outcome", "posted")
			.counter()
			.count());
	}

}
