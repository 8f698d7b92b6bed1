package io.medsettle.api.days;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

import io.medsettle.core.calendar.BusinessCalendar;
import io.medsettle.core.calendar.Deadlines;
import io.medsettle.core.calendar.MonthDeadlines;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * On which days bureaus work, and what is due when.
 */
@RestController
@RequestMapping("/api/v1/calendar")
@ConditionalOnRole(Role.API)
@Tag(name = "Bureaus")
class CalendarController {

	private final BusinessCalendar calendar;

	private final Deadlines deadlines;

	private final Clock clock;

	private final ZoneId zone;

	CalendarController(BusinessCalendar calendar, Deadlines deadlines, Clock clock, SettlementSettings settings) {
		this.calendar = calendar;
		this.deadlines = deadlines;
		this.clock = clock;
		this.zone = settings.timeZone();
	}

	@Operation(operationId = "findCalendarMonth", summary = "Deadlines and days off of a month", description = """
			When the clearing of the month is closed, stated and confirmed: days of the month after it, or the next \
			business day where one is a day off. And the days of the month itself on which bureaus do not work, and \
			the weekends on which they do. Clearing days are every day of the year.""")
	@ApiResponse(responseCode = "200", description = "The month.")
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	CalendarMonth find(@Parameter(description = "The month that is settled; the current one, if it is left out.",
			example = "2026-11") @RequestParam(required = false) @Pattern(regexp = "(19|20|21)\\d{2}-(0[1-9]|1[0-2])",
					message = "is a month written as 2026-11") @Nullable String month) {
		YearMonth asked = (month != null) ? YearMonth.parse(month)
				: YearMonth.from(this.clock.instant().atZone(this.zone));
		return view(asked);
	}

	private CalendarMonth view(YearMonth month) {
		MonthDeadlines due = this.deadlines.of(month);
		List<LocalDate> days = IntStream.rangeClosed(1, month.lengthOfMonth()).mapToObj(month::atDay).toList();
		return new CalendarMonth(month.toString(), due.monthClosedBy(), due.statementOn(), due.confirmedBy(),
				days.stream().filter((day) -> !this.calendar.isBusinessDay(day)).toList(),
				days.stream().filter(this.calendar::isWorkingWeekend).toList(), this.calendar.knows(Year.from(month)));
	}

	/**
	 * A month.
	 */
	record CalendarMonth(@Schema(description = "The month that is settled.", example = "2026-11") String month,
			@Schema(description = "The last day to clear up what is open of the month.",
					example = "2026-12-03") LocalDate monthClosedBy,
			@Schema(description = "When the month's statement is issued.",
					example = "2026-12-21") LocalDate statementOn,
			@Schema(description = "The last day to confirm the statement.",
					example = "2026-12-25") LocalDate confirmedBy,
			@Schema(description = "Weekends and holidays in the month.") List<LocalDate> daysOff,
			@Schema(description = "Saturdays and Sundays in the month that are worked on.") List<LocalDate> workingWeekends,
			@Schema(description = """
					Whether the engine knows the holidays of the month's year. If not, all of its weekdays count as \
					business days.""") boolean holidaysKnown) {
	}

}
