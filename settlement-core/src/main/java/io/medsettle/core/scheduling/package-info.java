/**
 * The scheduler of everything that the engine does again and again.
 */
@NullMarked
package io.medsettle.core.scheduling;

import org.jspecify.annotations.NullMarked;
