package io.medsettle.batch.publish;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One thing that must hold before a day is published.
 */
interface Proof {

	/**
	 * The number of the invariant in the project's design.
	 */
	int invariant();

	/**
	 * What must hold, in a few words.
	 */
	String statement();

	/**
	 * What does not hold, in a sentence with the figures; empty if all is well.
	 */
	Optional<String> violation(LocalDate day);

}
