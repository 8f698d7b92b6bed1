package io.medsettle.batch.await;

/**
 * What became of the events that stand within a day's ends, where some of them, or some
 * that stand elsewhere, count for another day.
 *
 * @param within how many of them ended somewhere
 * @param excess how much more has ended at their places than there are events
 * @param elsewhere how much of what ended there counts for another day
 */
public record PlacedEvents(long within, long excess, long elsewhere) {
}
