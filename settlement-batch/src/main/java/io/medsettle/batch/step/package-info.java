/**
 * What every step of the night is made of: the day it works on, the ranges of cities that
 * its partitions take, and the way it refuses to go on.
 */
@NullMarked
package io.medsettle.batch.step;

import org.jspecify.annotations.NullMarked;
