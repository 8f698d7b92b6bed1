/**
 * What can be wrong with an input: the one list of problem codes, each with its meaning
 * and its remedy, the errors found in an input, and the reading of JSON objects field by
 * field, with all errors reported at once. HTTP, Kafka and the files take their words
 * from here.
 */
@NullMarked
package io.medsettle.core.problem;

import org.jspecify.annotations.NullMarked;
