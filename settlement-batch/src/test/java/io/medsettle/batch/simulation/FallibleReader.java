package io.medsettle.batch.simulation;

import io.medsettle.batch.testing.Mortality;

/**
 * Who reads topics, and what can happen to it. Each method tells what has happened.
 */
interface FallibleReader {

	String name();

	/** Takes what there is, at most a number of events. */
	String poll(int eventsMax);

	/** The process dies when all is done but to tell Kafka. */
	String crashBeforeKafka(int eventsMax);

	/** The process dies before its database has answered or committed. */
	String crashBeforeTheDatabase(int eventsMax, Mortality mortality);

	/** Another member of the group gets the partitions, or the same one again. */
	String rebalance();

	/**
	 * A member that had lost its partitions without knowing it takes a batch that others
	 * have taken since.
	 */
	String replay();

}
