/**
 * Breaks over HTTP: bureaus see them, comment on them, propose and approve how they are
 * settled.
 */
@NullMarked
package io.medsettle.api.breaks;

import org.jspecify.annotations.NullMarked;
