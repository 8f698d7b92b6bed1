/**
 * How events are taken from Kafka: one shape of listener, what happens when a batch
 * fails, and what becomes of an event that cannot be taken. Owns the tables of dead
 * letters and of how far the readers are.
 */
@NullMarked
package io.medsettle.core.listener;

import org.jspecify.annotations.NullMarked;
