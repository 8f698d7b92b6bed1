/**
 * The settings of the engine, typed and validated, and the roles a process can take.
 */
@NullMarked
package io.medsettle.core.settings;

import org.jspecify.annotations.NullMarked;
