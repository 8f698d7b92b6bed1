package io.medsettle.api.days;

import java.time.OffsetDateTime;
import java.time.ZoneId;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.DayTransition;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done to a clearing day.
 *
 * @param from the state before
 * @param to the state after
 * @param at when it was done
 * @param actor who did it
 * @param reason why, or what it was; absent where the states say it all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ClearingDayTransition")
record TransitionView(ClearingDayState from,
		@Schema(description = "The same as from where something was done that does not change the state: "
				+ "the cut-off was brought forward, or the results were confirmed.") ClearingDayState to,
		@Schema(example = "2026-11-21T00:03:10+08:00") OffsetDateTime at,
		@Schema(description = "night, or the name that an operator or a bureau goes by.",
				example = "night") String actor,
		@Schema(description = "Absent where the states say it all.",
				example = "The results are confirmed.") @Nullable String reason) {

	static TransitionView of(DayTransition done, ZoneId zone) {
		return new TransitionView(done.from(), done.to(), done.at().atZone(zone).toOffsetDateTime(), done.actor(),
				done.reason());
	}

}
