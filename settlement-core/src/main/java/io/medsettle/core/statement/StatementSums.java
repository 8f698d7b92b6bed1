package io.medsettle.core.statement;

/**
 * A number of claims and what they come to. Immutable.
 *
 * @param count how many claims, settlements and reversals alike
 * @param totalFen their totals; below zero when more was reversed than settled
 * @param fundFen their fund shares
 * @param accountFen their account shares
 */
public record StatementSums(long count, long totalFen, long fundFen, long accountFen) {

	/** Nothing at all. */
	public static final StatementSums NONE = new StatementSums(0, 0, 0, 0);

	/**
	 * What the insured cities owe for the claims.
	 */
	public long clearedFen() {
		return Math.addExact(this.fundFen, this.accountFen);
	}

	/**
	 * The sums of both.
	 * @throws ArithmeticException if a sum is beyond a long
	 */
	StatementSums plus(StatementSums other) {
		return new StatementSums(Math.addExact(this.count, other.count), Math.addExact(this.totalFen, other.totalFen),
				Math.addExact(this.fundFen, other.fundFen), Math.addExact(this.accountFen, other.accountFen));
	}

	/**
	 * Whether every figure is at least as large as the other's.
	 */
	boolean covers(StatementSums other) {
		return this.count >= other.count && this.totalFen >= other.totalFen && this.fundFen >= other.fundFen
				&& this.accountFen >= other.accountFen;
	}

}
