package io.medsettle.batch.dryrun;

import io.medsettle.batch.breaks.BreakCategory;

/**
 * How many breaks would change in one way.
 *
 * @param change in which
 * @param category of which kind
 * @param count how many
 */
public record ChangeCount(BreakChange.Kind change, BreakCategory category, long count) {
}
