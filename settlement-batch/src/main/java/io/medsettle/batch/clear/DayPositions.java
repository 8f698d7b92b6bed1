package io.medsettle.batch.clear;

import java.util.List;

import io.medsettle.core.clearing.BilateralPosition;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.clearing.NetPosition;
import io.medsettle.core.clearing.Obligation;

/**
 * What the cities owe each other for a day.
 *
 * @param state how far the day has come; provisional positions may still change
 * @param obligations gross, by insured and treatment city
 * @param bilateral what remains between each two cities
 * @param net what each city pays or receives
 */
public record DayPositions(ClearingDayState state, List<Obligation> obligations, List<BilateralPosition> bilateral,
		List<NetPosition> net) {

	/**
	 * What the day comes to at the three levels.
	 */
	public ClearedTotals totals() {
		return new ClearedTotals(this.obligations.stream().mapToLong(Obligation::claims).sum(),
				this.obligations.stream().mapToLong(Obligation::fen).sum(),
				this.bilateral.stream().mapToLong((position) -> Math.abs(position.fen())).sum(),
				this.net.stream().mapToLong((position) -> Math.abs(position.netFen())).sum() / 2);
	}

}
