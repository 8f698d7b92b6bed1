/**
 * What is measured of the engine as a whole: how its clearing days stand, what is held
 * back, whether the books agree, whether the listeners run. The parts that do the work
 * count it themselves.
 */
@NullMarked
package io.medsettle.api.metrics;

import org.jspecify.annotations.NullMarked;
