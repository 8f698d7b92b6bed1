/**
 * The one catalogue of what can be wrong: every problem code and every break category,
 * with its meaning and its remedy. Everything that reports a problem, over HTTP, over
 * Kafka or in a file, takes its words from here.
 */
@NullMarked
package io.medsettle.core.catalogue;

import org.jspecify.annotations.NullMarked;
