package io.medsettle.batch.files;

import io.medsettle.core.ledger.Side;

/**
 * Which way the money goes, seen from the city whose file it is. In this order, which is
 * that of the names, the directions stand in the files.
 */
enum Direction {

	/** The city is the insured city and pays. */
	PAYABLE(Side.INSURED),

	/** The city is the treatment city and is paid. */
	RECEIVABLE(Side.TREATMENT);

	private final Side book;

	Direction(Side book) {
		this.book = book;
	}

	/**
	 * The side whose ledger has what goes this way.
	 */
	Side book() {
		return this.book;
	}

}
