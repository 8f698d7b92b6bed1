package io.medsettle.batch.files;

/**
 * Which way the money goes, seen from the city whose file it is. In this order, which is
 * that of the names, the directions stand in the files.
 */
enum Direction {

	/** The city is the insured city and pays. */
	PAYABLE,

	/** The city is the treatment city and is paid. */
	RECEIVABLE

}
