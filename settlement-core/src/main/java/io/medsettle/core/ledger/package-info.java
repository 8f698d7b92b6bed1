/**
 * The two ledgers: each posts its side's legs, once and for ever, in bulk.
 */
@NullMarked
package io.medsettle.core.ledger;

import org.jspecify.annotations.NullMarked;
