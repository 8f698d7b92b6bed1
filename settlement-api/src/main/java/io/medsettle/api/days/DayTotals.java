package io.medsettle.api.days;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.batch.clear.ClearedTotals;
import io.medsettle.core.ledger.DayIntake;
import io.medsettle.core.ledger.DayIntakes;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a day comes to, reversals taken off.
 */
record DayTotals(
		@Schema(description = "What the visits posted on this day cost, reversals taken off.",
				example = "128650") long totalFen,
		@Schema(example = "30000") long fundFen, @Schema(example = "50000") long accountFen,
		@Schema(example = "48650") long cashFen,
		@Schema(description = "Absent until the day is published.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Cleared cleared) {

	static DayTotals of(DayIntake intake, @Nullable ClearedTotals cleared) {
		return new DayTotals(intake.totalFen(), intake.fundFen(), intake.accountFen(), intake.cashFen(),
				(cleared != null) ? new Cleared(cleared.grossFen(), cleared.bilateralFen(), cleared.netFen()) : null);
	}

	/** Of the claims in which one city takes part. */
	static DayTotals ofCity(DayIntakes.OfCity intake, @Nullable Cleared cleared) {
		return new DayTotals(intake.totalFen(), intake.fundFen(), intake.accountFen(), intake.cashFen(), cleared);
	}

	/**
	 * The cleared amounts at the three levels of netting.
	 */
	record Cleared(@Schema(description = "The sum of all obligations.", example = "730000") long grossFen,
			@Schema(description = "What pairs of cities owe each other after netting.",
					example = "490000") long bilateralFen,
			@Schema(description = "What moves in the end: half the sum of all net positions without their sign.",
					example = "460000") long netFen) {
	}

}
