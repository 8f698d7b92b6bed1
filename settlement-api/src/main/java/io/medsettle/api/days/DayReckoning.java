package io.medsettle.api.days;

/**
 * What the visits of a clearing day cost, and who pays: leads from the visits and their
 * total to what was paid at the counter, what is held back and what cleared.
 *
 * @param postedClaims claims in the treatment cities' books, settlements and reversals
 * @param heldClaims those of them that breaks hold back
 * @param visits settlements, less the reversals that clear
 * @param visitsFromShanghai of the visits, those of people insured in Shanghai
 * @param totalFen what the visits cost, all shares together
 * @param cashFen what was paid of it at the counter
 * @param heldFen what the cities would owe each other for visits that are held back
 * @param clearedFen what they owe each other for the others
 */
public record DayReckoning(long postedClaims, long heldClaims, long visits, long visitsFromShanghai, long totalFen,
		long cashFen, long heldFen, long clearedFen) {

	/** Posted claims that are not held. */
	public long clearedClaims() {
		return this.postedClaims - this.heldClaims;
	}

}
