/**
 * The lease of the night: which process of a region runs it, and the fence that keeps one
 * that has lost it from writing.
 */
@NullMarked
package io.medsettle.batch.lease;

import org.jspecify.annotations.NullMarked;
