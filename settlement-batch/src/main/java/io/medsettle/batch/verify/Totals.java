package io.medsettle.batch.verify;

/**
 * What a city pays for and is paid for.
 *
 * @param payableClaims claims it pays for
 * @param payableFen what it owes for them
 * @param receivableClaims claims it is paid for
 * @param receivableFen what it is owed for them
 */
record Totals(long payableClaims, long payableFen, long receivableClaims, long receivableFen) {

	static final Totals NONE = new Totals(0, 0, 0, 0);

	Totals plus(MoneyDirection direction, long claims, long fen) {
		return switch (direction) {
			case PAYABLE -> new Totals(this.payableClaims + claims, Math.addExact(this.payableFen, fen),
					this.receivableClaims, this.receivableFen);
			case RECEIVABLE -> new Totals(this.payableClaims, this.payableFen, this.receivableClaims + claims,
					Math.addExact(this.receivableFen, fen));
		};
	}

	/** What the city receives when both are netted. */
	long netFen() {
		return Math.subtractExact(this.receivableFen, this.payableFen);
	}

	@Override
	public String toString() {
		return "payable " + Amounts.text(this.payableClaims, this.payableFen) + ", receivable "
				+ Amounts.text(this.receivableClaims, this.receivableFen);
	}

}
