package io.medsettle.core.kafka;

import java.time.Duration;

/**
 * How far behind a stage of the engine is.
 *
 * @param age how long the oldest event that is not taken has been waiting; zero if none
 * is
 * @param offsets how many offsets are not taken, transaction markers included
 */
public record Lag(Duration age, long offsets) {

	static final Lag NONE = new Lag(Duration.ZERO, 0);

	/** The longer wait and the more offsets of the two. */
	Lag worse(Lag other) {
		return new Lag((this.age.compareTo(other.age) > 0) ? this.age : other.age,
				Math.max(this.offsets, other.offsets));
	}

}
