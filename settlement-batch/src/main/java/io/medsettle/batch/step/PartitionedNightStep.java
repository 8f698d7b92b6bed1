package io.medsettle.batch.step;

import java.time.LocalDate;
import java.util.SortedMap;

/**
 * A step whose work is cut into ranges of cities, some of which are done at once. Its
 * work is called for each range by itself.
 */
public interface PartitionedNightStep extends NightStep {

	/** With two to eight workers, none waits long for the last. */
	int PARTITIONS_MAX = 8;

	/**
	 * How much there is to do for each city, in the step's unit. Cities without work may
	 * be missing.
	 */
	SortedMap<String, Long> workByCity(LocalDate day);

	/**
	 * Into how many partitions the step is cut at most: enough for workers to even out,
	 * unless the step knows better.
	 */
	default int partitionsMax() {
		return PARTITIONS_MAX;
	}

}
