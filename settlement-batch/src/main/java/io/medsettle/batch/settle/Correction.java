package io.medsettle.batch.settle;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.ledger.Side;

/**
 * What a decision adds to the book of one city for a claim, beside the claim's own entry.
 *
 * @param side whose ledger
 * @param claim the claim
 * @param bookCity whose book
 * @param counterpartyCity the other city
 * @param fen what is added; negative takes away
 */
record Correction(Side side, ClaimIdentity claim, String bookCity, String counterpartyCity, long fen) {
}
