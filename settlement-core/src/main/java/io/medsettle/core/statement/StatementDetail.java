package io.medsettle.core.statement;

import java.time.Instant;
import java.time.LocalDate;

/**
 * That a hospital has sent its claims of a clearing day one by one.
 *
 * @param hospitalCode the hospital
 * @param day the clearing day
 * @param treatmentCity the hospital's city
 * @param settlements how many lines are settlements
 * @param reversals how many lines are reversals
 * @param receivedAt when the engine got them
 */
public record StatementDetail(String hospitalCode, LocalDate day, String treatmentCity, long settlements,
		long reversals, Instant receivedAt) {

	public long lines() {
		return this.settlements + this.reversals;
	}

}
