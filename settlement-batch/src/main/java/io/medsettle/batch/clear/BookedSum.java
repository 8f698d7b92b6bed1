package io.medsettle.batch.clear;

/**
 * What one ledger has booked on a day between two cities, visits and reversals apart.
 *
 * @param insuredCity the city that pays
 * @param treatmentCity the city that is paid
 * @param sign 1 for visits, -1 for reversals
 * @param claims how many claims
 * @param fen fund and personal account of them, never negative
 */
public record BookedSum(String insuredCity, String treatmentCity, int sign, long claims, long fen) {

	/** What the sum adds to the obligation of the insured city. */
	public long signedFen() {
		return Math.multiplyExact(this.sign, this.fen);
	}

}
