/**
 * Business days and their holidays, the deadlines that depend on them, and values that
 * change on a date.
 */
@NullMarked
package io.medsettle.core.calendar;

import org.jspecify.annotations.NullMarked;
