/**
 * The names and the shape of the Kafka topics.
 */
@NullMarked
package io.medsettle.core.topic;

import org.jspecify.annotations.NullMarked;
