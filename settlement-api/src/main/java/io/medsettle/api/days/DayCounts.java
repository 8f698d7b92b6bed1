package io.medsettle.api.days;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.batch.clear.ClearedTotals;
import io.medsettle.core.ledger.DayIntake;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What has come of the events of a day so far.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DayCounts(@Schema(
		description = "Events of the day that reached their end: posted, duplicate, refused or dead letter; for the region.",
		example = "2385") @Nullable Long submitted,
		@Schema(description = "Claims in the books of both sides, settlements and reversals.",
				example = "2072") long posted,
		@Schema(description = "Repetitions without effect; for the region.", example = "120") @Nullable Long duplicates,
		@Schema(description = "Claims that are not in the books because something is wrong with them; for the region.",
				example = "190") @Nullable Long refused,
		@Schema(description = "Events that are no claim; for the region.", example = "3") @Nullable Long deadLetters,
		@Schema(description = "Claims of this or an earlier day that a break holds back on this day.",
				example = "5") long held,
		@Schema(description = "Claims of this or an earlier day cleared on this day; 0 until the day is published.",
				example = "2067") long cleared) {

	/** Of one city's claims; what is no claim is no city's. */
	static DayCounts ofCity(long posted, long held, long cleared) {
		return new DayCounts(null, posted, null, null, null, held, cleared);
	}

	/**
	 * @param insured claims in the books of the insured cities; the intake counts those
	 * of the treatment cities
	 */
	static DayCounts of(DayIntake intake, long insured, long held, @Nullable ClearedTotals cleared) {
		long posted = Math.min(intake.posted(), insured);
		return new DayCounts(intake.events() - intake.posted() + posted, posted, intake.duplicates(), intake.refused(),
				intake.deadLetters(), held, (cleared != null) ? cleared.claims() : 0);
	}

}
