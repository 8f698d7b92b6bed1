/**
 * Steps <em>reconcile</em> and <em>statements</em>: the two ledgers are compared claim by
 * claim, then what hospitals say of their own day with the treatment ledger. What does
 * not agree is held.
 */
@NullMarked
package io.medsettle.batch.match;

import org.jspecify.annotations.NullMarked;
