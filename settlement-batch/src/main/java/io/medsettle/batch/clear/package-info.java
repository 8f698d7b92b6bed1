/**
 * Step <em>clear</em>: what the cities owe each other for the day, gross, bilateral and
 * net, and the entries that move it into the clearing accounts.
 */
@NullMarked
package io.medsettle.batch.clear;

import org.jspecify.annotations.NullMarked;
