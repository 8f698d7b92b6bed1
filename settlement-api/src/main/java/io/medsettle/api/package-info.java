/**
 * The executable: HTTP, console and the embedded broker.
 */
@NullMarked
package io.medsettle.api;

import org.jspecify.annotations.NullMarked;
