package io.medsettle.core.clearing;

/**
 * What remains between two cities when their obligations are netted.
 *
 * @param cityA the city with the lower code
 * @param cityB the city with the higher code
 * @param fen positive: A owes B; negative: B owes A
 */
public record BilateralPosition(String cityA, String cityB, long fen) {
}
