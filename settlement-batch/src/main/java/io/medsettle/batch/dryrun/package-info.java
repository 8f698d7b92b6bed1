/**
 * What the night would make of a day, without its being made.
 */
@NullMarked
package io.medsettle.batch.dryrun;

import org.jspecify.annotations.NullMarked;
