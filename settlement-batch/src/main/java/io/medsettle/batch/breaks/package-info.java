/**
 * The break: a claim that may not clear, or a statement that differs from the books. Its
 * categories and what may be decided about it are closed lists, each entry with its
 * meaning; files, HTTP and the dashboards take their words from here.
 */
@NullMarked
package io.medsettle.batch.breaks;

import org.jspecify.annotations.NullMarked;
