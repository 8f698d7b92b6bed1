/**
 * Cities and hospitals, each with the days from which and until which it takes part.
 */
@NullMarked
package io.medsettle.core.registry;

import org.jspecify.annotations.NullMarked;
