package io.medsettle.core.statement;

import io.medsettle.core.claim.ClaimKind;

/**
 * A claim as the hospital has it in its own books.
 *
 * @param claimNo the hospital's number of it
 * @param kind settlement or reversal
 * @param totalFen its total, positive for both kinds
 * @param fundFen its fund share
 * @param accountFen its account share
 */
public record StatementLine(String claimNo, ClaimKind kind, long totalFen, long fundFen, long accountFen) {
}
