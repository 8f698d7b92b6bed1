package io.medsettle.core.statement;

import java.time.LocalDate;

/**
 * The clearing day takes no more statements: its night has begun to hold them against the
 * treatment ledger. Nothing was kept.
 */
public class DayReconciledException extends RuntimeException {

	public DayReconciledException(LocalDate day) {
		super("Clearing day " + day + " is reconciled; it takes no more statements.");
	}

}
