package io.medsettle.core.clearing;

/**
 * What a city pays or receives when all cities' obligations are netted.
 *
 * @param city the city
 * @param payableFen what it owes all others, gross
 * @param receivableFen what all others owe it, gross
 * @param netFen receivable minus payable; positive receives
 */
public record NetPosition(String city, long payableFen, long receivableFen, long netFen) {
}
