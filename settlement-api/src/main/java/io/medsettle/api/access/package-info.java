/**
 * Who calls, and what they may see and do.
 */
@NullMarked
package io.medsettle.api.access;

import org.jspecify.annotations.NullMarked;
