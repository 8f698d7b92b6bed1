package io.medsettle.batch.clear;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.medsettle.core.ledger.Side;

/**
 * All that both ledgers have booked on a day, summed up from each claim once.
 *
 * @param day the clearing day
 * @param sums of each ledger, by insured city, treatment city and sign
 */
public record BookedDay(LocalDate day, Map<Side, List<BookedSum>> sums) {

	/** What one ledger has booked. */
	public List<BookedSum> of(Side side) {
		return Objects.requireNonNull(this.sums.get(side));
	}

}
