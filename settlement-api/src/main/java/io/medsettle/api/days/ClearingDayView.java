package io.medsettle.api.days;

import java.time.LocalDate;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.core.clearing.ClearingDayState;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A clearing day.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ClearingDay")
record ClearingDayView(LocalDate day,
		@Schema(description = "PROVISIONAL: the results are proved and wait for an operator to confirm them. "
				+ "PUBLISHED: they are visible and never change. "
				+ "ACKNOWLEDGED: every city has confirmed that it has its files.") ClearingDayState state,
		@Schema(description = "The first instant that no longer belongs to the day.",
				example = "2026-11-21T00:00:00+08:00") Instant cutOff,
		@Schema(description = "Where the night of the day is found; absent before its cut-off.",
				example = "/api/v1/runs/night-20261120") @Nullable String run,
		@Schema(description = "What has come of its events; for a bureau, those of its city; absent for a hospital.") @Nullable DayCounts counts,
		@Schema(description = "What it comes to; for a bureau, for its city; absent for a hospital.") @Nullable DayTotals totals,
		@Schema(description = "What hospitals have said of it; for the region.") @Nullable DayStatements statements,
		@Schema(description = "All that was done to the day, in order: when, and by whom; for the region.") @Nullable List<TransitionView> transitions,
		@Schema(description = "What came of holding the published day against its claims; absent until that is done.") @Nullable DayVerification verification) {

	/** What a hospital sees of a day. */
	static ClearingDayView of(LocalDate day, ClearingDayState state, Instant cutOff) {
		return new ClearingDayView(day, state, cutOff, null, null, null, null, null, null);
	}

	/** What a bureau sees of a day: its own city's figures. */
	static ClearingDayView of(LocalDate day, ClearingDayState state, Instant cutOff, DayFigures.OfCity figures) {
		return new ClearingDayView(day, state, cutOff, null, figures.counts(), figures.totals(), null, null, null);
	}

}
