/**
 * The audit trail, as those see it whom it touches.
 */
@NullMarked
package io.medsettle.api.audit;

import org.jspecify.annotations.NullMarked;
