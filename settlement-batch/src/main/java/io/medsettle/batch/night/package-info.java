/**
 * The night as a whole: when it starts, how its steps follow each other, how it is
 * continued after a stop or a kill, and how its progress is seen.
 */
@NullMarked
package io.medsettle.batch.night;

import org.jspecify.annotations.NullMarked;
