/**
 * The example day: the case of the Yangtze River Delta in 2019, sent through Kafka as
 * hospitals would, closed as an operator would, and reported in the terminal. Only part
 * of the application in the profile {@code demo}; nothing else depends on it.
 */
@NullMarked
package io.medsettle.api.demo;

import org.jspecify.annotations.NullMarked;
