package io.medsettle.batch.publish;

import java.util.Optional;

import io.medsettle.batch.breaks.BreakTally;
import io.medsettle.batch.clear.BookedDay;

import org.springframework.stereotype.Component;

/**
 * What earlier days have held is still held, or has cleared or been cancelled once. With
 * {@link ClaimProof} for each day this holds, day by day, for every claim there ever was.
 */
@Component
class BreakProof extends Proof {

	private final BreakTally tally;

	BreakProof(BreakTally tally) {
		super(4, "every claim is cleared once or held by a break, over all days");
		this.tally = tally;
	}

	@Override
	Optional<String> violation(BookedDay booked) {
		return this.tally.change(booked.day());
	}

}
