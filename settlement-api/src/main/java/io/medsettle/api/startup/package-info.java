/**
 * How the process starts and ends: what is checked before anything else is touched, the
 * few lines that say where the engine is reachable, and the one line that says why it
 * could not start.
 */
@NullMarked
package io.medsettle.api.startup;

import org.jspecify.annotations.NullMarked;
