package io.medsettle.api.bureau;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import io.medsettle.api.problem.ProblemException;
import io.medsettle.batch.reconcile.Break;
import io.medsettle.batch.reconcile.BreakState;
import io.medsettle.batch.reconcile.Breaks;
import io.medsettle.core.catalogue.ProblemCode;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import io.medsettle.core.store.ClearingDays;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Claims that are held back.
 */
@RestController
@RequestMapping("/api/v1/breaks")
@ConditionalOnRole(Role.API)
@Tag(name = "Bureaus")
class BreakController {

	private final Breaks breaks;

	private final ClearingDays days;

	private final ZoneId zone;

	BreakController(Breaks breaks, ClearingDays days, SettlementSettings settings) {
		this.breaks = breaks;
		this.days = days;
		this.zone = settings.timeZone();
	}

	@Operation(operationId = "listBreaks", summary = "Claims that are or were held back",
			description = "Those opened last first, at most " + Breaks.LISTED_MAX
					+ ". A break is visible once the day that opened it is published.")
	@ApiResponse(responseCode = "200", description = "What matches all that is asked for.")
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	BreakList list(
			@Parameter(description = "Only what was held when this clearing day cleared.",
					example = "2026-11-20") @RequestParam(required = false) @Nullable LocalDate day,
			@Parameter(description = "Only what involves this city.", example = "310000") @RequestParam(
					required = false) @Pattern(regexp = "\\d{6}",
							message = "is a city code of 6 digits") @Nullable String city,
			@Parameter(description = "Only breaks in this state today.") @RequestParam(
					required = false) @Nullable BreakState state) {
		LocalDate today = this.days.current().day();
		List<Break> found = this.breaks.list(day, city, state);
		return new BreakList(found.stream().map((held) -> BreakView.of(held, today)).toList(),
				found.size() == Breaks.LISTED_MAX);
	}

	@Operation(operationId = "findBreak", summary = "A claim that is or was held back")
	@ApiResponse(responseCode = "200", description = "The break is known.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	BreakView find(@Parameter(example = "5f2b9c0e7d1a4c33") @PathVariable String id) {
		return this.breaks.find(id)
			.map((held) -> BreakView.of(held, this.days.current().day(), this.breaks.history(id), this.zone))
			.orElseThrow(() -> ProblemException.of(ProblemCode.NOT_FOUND, "There is no break of this id."));
	}

	/**
	 * A list of breaks.
	 *
	 * @param breaks those opened last first
	 * @param more whether the list was cut off
	 */
	record BreakList(List<BreakView> breaks,
			@Schema(description = "Whether there may be more: narrow the question.") boolean more) {
	}

}
