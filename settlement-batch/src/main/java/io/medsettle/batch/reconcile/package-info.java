/**
 * The second step: compares the two ledgers claim by claim, and holds what does not
 * agree. Breaks of earlier days are looked at again, and released when their reason is
 * gone.
 */
@NullMarked
package io.medsettle.batch.reconcile;

import org.jspecify.annotations.NullMarked;
