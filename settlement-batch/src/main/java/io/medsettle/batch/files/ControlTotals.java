package io.medsettle.batch.files;

/**
 * What the rows of a file add up to, by direction.
 *
 * @param payableClaims claims the city pays for
 * @param payableFen what it owes for them, settlements minus reversals
 * @param receivableClaims claims the city is paid for
 * @param receivableFen what it is owed for them, settlements minus reversals
 */
public record ControlTotals(long payableClaims, long payableFen, long receivableClaims, long receivableFen) {

	static final ControlTotals NONE = new ControlTotals(0, 0, 0, 0);

	/**
	 * What the city receives when both directions are netted; negative pays.
	 * @throws ArithmeticException if it does not fit a long
	 */
	public long netFen() {
		return Math.subtractExact(this.receivableFen, this.payableFen);
	}

	ControlTotals plus(Direction direction, long claims, long fen) {
		return switch (direction) {
			case PAYABLE -> new ControlTotals(this.payableClaims + claims, Math.addExact(this.payableFen, fen),
					this.receivableClaims, this.receivableFen);
			case RECEIVABLE -> new ControlTotals(this.payableClaims, this.payableFen, this.receivableClaims + claims,
					Math.addExact(this.receivableFen, fen));
		};
	}

}
