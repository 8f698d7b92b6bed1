package io.medsettle.core.ledger;

import java.time.LocalDate;

/**
 * Knows which claims still wait to be cleared or cancelled. The ledgers themselves do
 * not.
 */
public interface WaitingClaims {

	/**
	 * Whether any claim waits that the side's ledger has on the clearing day.
	 */
	boolean any(Side side, LocalDate day);

}
