package io.medsettle.batch.publish;

import java.util.Optional;

import io.medsettle.batch.clear.BookedDay;

/**
 * One thing that must hold before a day is published.
 */
abstract class Proof {

	private final int invariant;

	private final String statement;

	/**
	 * @param invariant the number of the invariant in {@code docs/architecture.md}, by
	 * which the proofs follow each other
	 * @param statement what must hold, in a few words
	 */
	Proof(int invariant, String statement) {
		this.invariant = invariant;
		this.statement = statement;
	}

	final int invariant() {
		return this.invariant;
	}

	final String statement() {
		return this.statement;
	}

	/**
	 * What does not hold, in a sentence with the figures; empty if all is well.
	 * @param booked what the ledgers hold of the day, which the proofs share because
	 * summing it up is the greatest part of their cost
	 */
	abstract Optional<String> violation(BookedDay booked);

}
