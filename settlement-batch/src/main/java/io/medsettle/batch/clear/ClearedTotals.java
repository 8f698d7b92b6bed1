package io.medsettle.batch.clear;

/**
 * What a published day comes to at the three levels of netting, in fen.
 *
 * @param claims claims that cleared
 * @param grossFen the sum of all obligations
 * @param bilateralFen what pairs of cities owe each other after netting
 * @param netFen what moves in the end: half the sum of all net positions without their
 * sign
 */
public record ClearedTotals(long claims, long grossFen, long bilateralFen, long netFen) {
}
