package io.medsettle.core.claim;

/**
 * The place of an event in {@code claims.submitted}: what tells a redelivery of the same
 * event from a second event with the same content.
 *
 * @param partition the partition
 * @param offset the offset in that partition
 */
public record SourcePosition(int partition, long offset) {
}
