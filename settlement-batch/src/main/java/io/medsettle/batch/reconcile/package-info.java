/**
 * Steps <em>reconcile</em>, <em>statements</em> and <em>carry-forward</em>: the two
 * ledgers are compared claim by claim, then what hospitals say of their own day with the
 * treatment ledger; what does not agree is held. Breaks of earlier days are looked at
 * again, and released when their reason is gone.
 */
@NullMarked
package io.medsettle.batch.reconcile;

import org.jspecify.annotations.NullMarked;
