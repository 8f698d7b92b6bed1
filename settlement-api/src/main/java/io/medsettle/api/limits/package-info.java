/**
 * How much an organisation may ask for, and how fast somebody may guess.
 */
@NullMarked
package io.medsettle.api.limits;

import org.jspecify.annotations.NullMarked;
