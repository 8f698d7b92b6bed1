package io.medsettle.batch.await;

import java.util.SortedMap;

/**
 * What became of the events that stand within a day's ends, where some of them, or some
 * that stand elsewhere, count for another day.
 *
 * @param within how many of them ended somewhere
 * @param excess how many more ended at their places than there are events
 * @param elsewhere how many of those count for another day
 * @param ahead of events that stand behind the day's end and count for it all the same,
 * the last offset by partition
 */
public record PlacedEvents(long within, long excess, long elsewhere, SortedMap<Integer, Long> ahead) {
}
