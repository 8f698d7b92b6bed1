package io.medsettle.core.ledger;

/**
 * The accounts of a city's book. The numbers stand in the {@code account} table too.
 */
public enum Account {

	/** What an insured city owes this treatment city. */
	RECEIVABLE(1),

	/** What this treatment city owes its hospitals. */
	PAYABLE_TO_HOSPITAL(2),

	/** What this insured city pays for its people. */
	BENEFIT_EXPENSE(3),

	/** What this insured city owes a treatment city. */
	PAYABLE(4),

	/** What passes through the clearing of a day. */
	CLEARING(5);

	private final short number;

	Account(int number) {
		this.number = (short) number;
	}

	/**
	 * The account's number in the database.
	 */
	public short number() {
		return this.number;
	}

}
