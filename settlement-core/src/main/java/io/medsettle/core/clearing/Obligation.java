package io.medsettle.core.clearing;

/**
 * What one city owes another for a day, gross: the legal record.
 *
 * @param insuredCity the city that owes
 * @param treatmentCity the city that is owed
 * @param claims how many claims were cleared, settlements and reversals alike
 * @param fen settlements minus reversals; negative when reversals exceed
 */
public record Obligation(String insuredCity, String treatmentCity, long claims, long fen) {
}
