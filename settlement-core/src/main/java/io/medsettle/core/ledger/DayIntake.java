package io.medsettle.core.ledger;

/**
 * What came in for a clearing day and reached its end. Amounts are fen, reversals taken
 * off.
 *
 * @param posted claims in the treatment city's book, settlements and reversals
 * @param duplicates repetitions without effect
 * @param refused claims that are not in the books because something is wrong with them
 * @param deadLetters events that are no claim
 * @param fundFen what the pooled funds bear
 * @param accountFen what comes from medical accounts
 * @param cashFen what was paid at the counter
 */
public record DayIntake(long posted, long duplicates, long refused, long deadLetters, long fundFen, long accountFen,
		long cashFen) {

	/** Events that reached their end. */
	public long events() {
		return this.posted + this.duplicates + this.refused + this.deadLetters;
	}

	/** What the visits cost, in fen. */
	public long totalFen() {
		return this.fundFen + this.accountFen + this.cashFen;
	}

	/** What is to be cleared of it, in fen. */
	public long clearableFen() {
		return this.fundFen + this.accountFen;
	}

}
