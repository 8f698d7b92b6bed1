/**
 * What can be observed of the engine: the figures of its clearing days for all who show
 * them, its metrics, whether it is fit to work, and what the log says while its
 * surroundings are not. The parts that do the work count it themselves.
 */
@NullMarked
package io.medsettle.api.observe;

import org.jspecify.annotations.NullMarked;
