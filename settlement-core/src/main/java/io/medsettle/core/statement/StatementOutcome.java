package io.medsettle.core.statement;

import org.jspecify.annotations.Nullable;

/**
 * What the night has found of a day's statements, in hospitals.
 *
 * @param received hospitals that sent totals or lines
 * @param matched those of them with whom the treatment ledger agrees
 * @param differing those of them with whom it does not
 * @param missing hospitals that have claims on the day and sent nothing; null if they
 * were not counted, because none sent anything
 */
public record StatementOutcome(long received, long matched, long differing, @Nullable Long missing) {

	/** No hospital sent anything. */
	public static final StatementOutcome NONE_RECEIVED = new StatementOutcome(0, 0, 0, null);

}
