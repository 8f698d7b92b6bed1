package io.medsettle.batch.publish;

import java.util.Optional;

import io.medsettle.batch.clear.BookedDay;

/**
 * One thing that must hold before a day is published.
 */
interface Proof {

	/**
	 * The number of the invariant in {@code docs/architecture.md}.
	 */
	int invariant();

	/**
	 * What must hold, in a few words.
	 */
	String statement();

	/**
	 * What does not hold, in a sentence with the figures; empty if all is well.
	 * @param booked what the ledgers hold of the day, which the proofs share because
	 * summing it up is the greatest part of their cost
	 */
	Optional<String> violation(BookedDay booked);

}
