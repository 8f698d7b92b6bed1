package io.medsettle.core.lag;

import java.time.Duration;

/**
 * How far behind a stage is.
 *
 * @param age how long the oldest event that is not taken has been waiting; zero if none
 * is
 * @param offsets how many offsets are not taken, transaction markers included
 */
record Lag(Duration age, long offsets) {

	static final Lag NONE = new Lag(Duration.ZERO, 0);

}
