/**
 * Clearing days over HTTP: their states, totals and deadlines. The positions of a day are
 * visible once it is published, and never change from then on.
 */
@NullMarked
package io.medsettle.api.days;

import org.jspecify.annotations.NullMarked;
