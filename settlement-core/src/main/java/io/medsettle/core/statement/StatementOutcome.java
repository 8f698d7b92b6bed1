package io.medsettle.core.statement;

import org.jspecify.annotations.Nullable;

/**
 * What the night has found of a day's statements, in hospitals but for the last.
 *
 * @param received hospitals that sent totals or lines
 * @param matched those of them with whom the treatment ledger agrees
 * @param differing those of them with whom it does not
 * @param missing hospitals that have claims on the day and sent nothing; null if they
 * were not counted, because none sent anything
 * @param statedBeside claims of the day that their hospital states on the clearing day
 * before or after, with the same amounts
 */
public record StatementOutcome(long received, long matched, long differing, @Nullable Long missing, long statedBeside) {

	/** No hospital sent anything. */
	public static final StatementOutcome NONE_RECEIVED = new StatementOutcome(0, 0, 0, null, 0);

}
