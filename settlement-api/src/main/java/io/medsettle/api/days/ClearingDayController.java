package io.medsettle.api.days;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.access.AccessRole;
import io.medsettle.api.access.Caller;
import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.batch.verify.Verifications;
import io.medsettle.core.clearing.BilateralPosition;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.clearing.NetPosition;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DayTransitions;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Clearing days and what the cities owe each other for them.
 */
@RestController
@RequestMapping("/api/v1/clearing-days")
@ConditionalOnRole(Role.API)
@Tag(name = "Bureaus")
class ClearingDayController {

	private static final int LIMIT_MAX = 100;

	private final ClearingDays clearingDays;

	private final DayFigures figures;

	private final Positions positions;

	private final DayTransitions transitions;

	private final Verifications verifications;

	private final Clock clock;

	ClearingDayController(ClearingDays clearingDays, DayFigures figures, Positions positions,
			DayTransitions transitions, Verifications verifications, Clock clock) {
		this.clearingDays = clearingDays;
		this.figures = figures;
		this.positions = positions;
		this.transitions = transitions;
		this.verifications = verifications;
		this.clock = clock;
	}

	@Operation(operationId = "listClearingDays", summary = "The clearing days", description = "Newest first, in pages.")
	@ApiResponse(responseCode = "200", description = "One page.")
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	ClearingDayPage list(
			@Parameter(description = "How many at most.") @RequestParam(
					defaultValue = "10") @Min(1) @Max(LIMIT_MAX) int limit,
			@Parameter(description = "The `next` of the page before: only days before this one.") @RequestParam(
					required = false) @Nullable LocalDate before,
			@AuthenticationPrincipal Caller caller) {
		List<ClearingDay> days = this.clearingDays.list()
			.stream()
			.filter((day) -> before == null || day.day().isBefore(before))
			.limit(limit + 1L)
			.toList();
		List<ClearingDayView> page = days.stream().limit(limit).map((day) -> view(day, caller)).toList();
		return new ClearingDayPage(page, (days.size() > limit) ? page.getLast().day() : null);
	}

	@Operation(operationId = "findClearingDay", summary = "A clearing day",
			description = """
					Its state, cut-off, counts, totals and run, and all that was ever done to it. Until the day is published the figures are those of the \
					moment, and what was cleared is left out.""")
	@ApiResponse(responseCode = "200", description = "The day is known.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping(path = "/{day}", produces = MediaType.APPLICATION_JSON_VALUE)
	ClearingDayView find(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			@AuthenticationPrincipal Caller caller) {
		return view(require(day), caller);
	}

	@Operation(operationId = "findPositions", summary = "What the cities owe each other", description = """
			Gross, between each two, and all netted. There are positions once the day is published; they never \
			change. Where results have to be confirmed, those of a PROVISIONAL day are for whoever confirms them, who \
			asks with `provisional=true`: nobody pays on them, and they may still change.""")
	@ApiResponse(responseCode = "200", description = "The day is published, or provisional and asked for as such.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping(path = "/{day}/positions", produces = MediaType.APPLICATION_JSON_VALUE)
	PositionsView positions(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			@Parameter(description = "Whether those of a provisional day are wanted as well.") @RequestParam(
					defaultValue = "false") boolean provisional,
			@AuthenticationPrincipal Caller caller) {
		require(day);
		return this.positions.calculated(day)
			.filter((calculated) -> (provisional && caller.isRegional()) || calculated.state().isSealed())
			.map((calculated) -> new PositionsView(day, calculated.state(),
					shown(calculated.obligations(), caller, (row) -> Set.of(row.insuredCity(), row.treatmentCity())),
					shown(calculated.bilateral(), caller, (row) -> Set.of(row.cityA(), row.cityB())),
					shown(calculated.net(), caller, (row) -> Set.of(row.city()))))
			.orElseThrow(() -> ProblemException.notFound("Clearing day " + day + " is not published yet. Who confirms"
					+ " its results sees them with provisional=true, once they are there."));
	}

	private ClearingDay require(LocalDate day) {
		return this.clearingDays.find(day)
			.orElseThrow(() -> ProblemException.notFound("There is no clearing day " + day + "."));
	}

	private ClearingDayView view(ClearingDay day, Caller caller) {
		boolean closed = !day.cutOff().isAfter(this.clock.instant());
		// Between the cut-off and the night's first step the day takes no more already.
		ClearingDayState state = (closed && day.state() == ClearingDayState.OPEN) ? ClearingDayState.CUT_OFF
				: day.state();
		if (caller.has(AccessRole.HOSPITAL)) {
			return ClearingDayView.of(day.day(), state, day.cutOff());
		}
		if (caller.has(AccessRole.BUREAU)) {
			return ClearingDayView.of(day.day(), state, day.cutOff(), this.figures.of(day, caller.organisation()));
		}
		DayFigures.Figures known = this.figures.of(day);
		return new ClearingDayView(day.day(), state, day.cutOff(),
				closed ? "/api/v1/runs/" + NightRuns.idOf(day.day()) : null, known.counts(), known.totals(),
				known.statements(), this.transitions.of(day.day()).stream().map(TransitionView::of).toList(),
				this.verifications.last(day.day()).map(DayVerification::of).orElse(null));
	}

	private static <T> List<T> shown(List<T> rows, Caller caller, Function<T, Set<String>> cities) {
		return rows.stream().filter((row) -> caller.sees(cities.apply(row))).toList();
	}

	/**
	 * One page of clearing days.
	 */
	record ClearingDayPage(@Schema(description = "Newest first.") List<ClearingDayView> clearingDays, @Schema(
			description = "Absent on the last page.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate next) {
	}

	/**
	 * The positions of a day.
	 */
	@Schema(name = "Positions")
	record PositionsView(LocalDate day, @Schema(
			description = "PROVISIONAL: nobody has confirmed them, and they may still change. Otherwise they never change.") ClearingDayState state,
			@Schema(description = "What each insured city owes each treatment city: the legal record.") List<Obligation> obligations,
			@Schema(description = "fen > 0: A owes B.") List<BilateralPosition> bilateral,
			@Schema(description = "netFen > 0 receives.") List<NetPosition> net) {
	}

}
