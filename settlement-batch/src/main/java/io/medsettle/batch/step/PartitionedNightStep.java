package io.medsettle.batch.step;

import java.time.LocalDate;
import java.util.SortedMap;

/**
 * A step whose work is cut into ranges of cities, some of which are done at once. Its
 * work is called for each range by itself.
 */
public abstract class PartitionedNightStep extends NightStep {

	/** With two to eight workers, none waits long for the last. */
	private static final int PARTITIONS_MAX = 8;

	protected PartitionedNightStep(String name, String unit) {
		super(name, unit);
	}

	/**
	 * How much there is to do for each city, in the step's unit. Cities without work may
	 * be missing.
	 */
	public abstract SortedMap<String, Long> workByCity(LocalDate day);

	/**
	 * Into how many partitions the step is cut at most: enough for workers to even out,
	 * unless the step knows better.
	 */
	public int partitionsMax() {
		return PARTITIONS_MAX;
	}

}
