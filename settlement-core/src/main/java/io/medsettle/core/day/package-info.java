/**
 * The life of a clearing day: its cut-off, its states and who took it from one to the
 * next, and where it ends in {@code claims.submitted}.
 */
@NullMarked
package io.medsettle.core.day;

import org.jspecify.annotations.NullMarked;
