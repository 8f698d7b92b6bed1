package io.medsettle.batch.publish;

import java.util.Optional;

import io.medsettle.batch.breaks.BreakTally;
import io.medsettle.batch.clear.BookedDay;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What earlier days have held is still held, or has cleared or been cancelled once. With
 * {@link ClaimProof} for each day this holds, day by day, for every claim there ever was.
 */
@Component
@Order(4)
class BreakProof implements Proof {

	private final BreakTally tally;

	BreakProof(BreakTally tally) {
		this.tally = tally;
	}

	@Override
	public int invariant() {
		return 4;
	}

	@Override
	public String statement() {
		return "every claim is cleared once or held by a break, over all days";
	}

	@Override
	public Optional<String> violation(BookedDay booked) {
		return this.tally.change(booked.day());
	}

}
