/**
 * What no client of good will sends, in every way in that there is, and what the engine
 * makes of it.
 */
@NullMarked
package io.medsettle.api.badinput;

import org.jspecify.annotations.NullMarked;
