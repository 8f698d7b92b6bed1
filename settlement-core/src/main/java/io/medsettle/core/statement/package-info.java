/**
 * What hospitals say of their own days (对账单): totals and lines, kept until the night
 * holds them against the treatment ledger, and the ledger's sums beside them.
 */
@NullMarked
package io.medsettle.core.statement;

import org.jspecify.annotations.NullMarked;
