/**
 * Days of chance, lived by the engine and by a model of it that is as simple as can be:
 * after every day the two must say the same. A seed gives everything that happens.
 * <p>
 * A further kind of happening is a constant of {@code Happening}, and what it means a
 * rule of {@code ReferenceModel}.
 */
@NullMarked
package io.medsettle.batch.simulation;

import org.jspecify.annotations.NullMarked;
