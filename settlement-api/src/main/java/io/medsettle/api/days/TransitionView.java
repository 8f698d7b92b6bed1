package io.medsettle.api.days;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.DayTransition;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done to a clearing day.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ClearingDayTransition")
record TransitionView(@Schema(description = "The state before.") ClearingDayState from,
		@Schema(description = "The same as from where something was done that does not change the state: "
				+ "the cut-off was brought forward, or the results were confirmed.") ClearingDayState to,
		@Schema(description = "When it was done.", example = "2026-11-21T00:03:10+08:00") Instant at,
		@Schema(description = "night, or the name that an operator or a bureau goes by.",
				example = "night") String actor,
		@Schema(description = "Absent where the states say it all.",
				example = "The results are confirmed.") @Nullable String reason) {

	static TransitionView of(DayTransition done) {
		return new TransitionView(done.from(), done.to(), done.at(), done.actor(), done.reason());
	}

}
