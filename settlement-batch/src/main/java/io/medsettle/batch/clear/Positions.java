package io.medsettle.batch.clear;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

import io.medsettle.core.clearing.BilateralPosition;
import io.medsettle.core.clearing.NetPosition;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.day.ClearingDays;

import org.springframework.stereotype.Component;

/**
 * What the cities owe each other for a published day: gross, between each two, and all
 * netted. A day that is not published has none.
 */
@Component
public class Positions {

	private final ClearingDays days;

	private final PositionTable table;

	Positions(ClearingDays days, PositionTable table) {
		this.days = days;
		this.table = table;
	}

	/**
	 * The gross obligations, by insured and treatment city: the legal record.
	 */
	public List<Obligation> obligations(LocalDate day) {
		return ofPublished(day, this.table::obligations);
	}

	/**
	 * What remains between each two cities that had an obligation, by their codes.
	 */
	public List<BilateralPosition> bilateral(LocalDate day) {
		return ofPublished(day, this.table::bilateral);
	}

	/**
	 * What each city on the registry pays or receives, by its code.
	 */
	public List<NetPosition> net(LocalDate day) {
		return ofPublished(day, this.table::net);
	}

	/**
	 * What the day comes to at the three levels.
	 */
	public ClearedTotals totals(LocalDate day) {
		List<Obligation> obligations = obligations(day);
		return new ClearedTotals(obligations.stream().mapToLong(Obligation::claims).sum(),
				obligations.stream().mapToLong(Obligation::fen).sum(),
				bilateral(day).stream().mapToLong((position) -> Math.abs(position.fen())).sum(),
				net(day).stream().mapToLong((position) -> Math.abs(position.netFen())).sum() / 2);
	}

	private <T> List<T> ofPublished(LocalDate day, Function<LocalDate, List<T>> positions) {
		return this.days.isSealed(day) ? positions.apply(day) : List.of();
	}

}
