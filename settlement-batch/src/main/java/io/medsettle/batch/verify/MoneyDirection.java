package io.medsettle.batch.verify;

import io.medsettle.core.ledger.Side;

/**
 * Which way money goes, seen from the city whose file it is.
 */
enum MoneyDirection {

	/** The city is the insured city and pays; its line comes from the insured ledger. */
	PAYABLE(Side.INSURED),

	/** The city is the treatment city; its line comes from the treatment ledger. */
	RECEIVABLE(Side.TREATMENT);

	private final Side book;

	MoneyDirection(Side book) {
		this.book = book;
	}

	Side book() {
		return this.book;
	}

	/** The two cities in their roles. */
	CityPair cities(String city, String counterparty) {
		return (this == PAYABLE) ? new CityPair(city, counterparty) : new CityPair(counterparty, city);
	}

}
