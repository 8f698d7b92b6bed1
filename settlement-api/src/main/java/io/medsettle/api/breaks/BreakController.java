package io.medsettle.api.breaks;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.medsettle.api.access.Caller;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakAges;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakLimits;
import io.medsettle.batch.breaks.BreakOwner;
import io.medsettle.batch.breaks.BreakQuery;
import io.medsettle.batch.breaks.BreakState;
import io.medsettle.batch.breaks.Breaks;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.core.registry.City;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
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

	private static final int AGE_DAYS_MAX = 36_500;

	private final Breaks breaks;

	private final BreakAges ages;

	private final BreakLimits limits;

	private final BreakAnswers answers;

	BreakController(Breaks breaks, BreakAges ages, BreakLimits limits, BreakAnswers answers) {
		this.breaks = breaks;
		this.limits = limits;
		this.ages = ages;
		this.answers = answers;
	}

	@Operation(operationId = "listBreaks", summary = "Claims that are or were held back, and differences",
			description = "Those opened last first, at most " + Breaks.LISTED_MAX
					+ ". Where hospitals state what is not in the books, or other totals, no claim is held (`holding`). "
					+ "A break is visible once the day that opened it is published.")
	@ApiResponse(responseCode = "200", description = "What matches all that is asked for.")
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	BreakList list(
			@Parameter(description = "Only what was held when this clearing day cleared.",
					example = "2026-11-20") @RequestParam(required = false) @Nullable LocalDate day,
			@Parameter(description = "Only what involves this city.", example = "310000") @RequestParam(
					required = false) @Pattern(regexp = City.CODE_PATTERN,
							message = "is a city code of 6 digits") @Nullable String city,
			@Parameter(description = "Only breaks in this state today.") @RequestParam(
					required = false) @Nullable BreakState state,
			@Parameter(description = "Only breaks of this kind.") @RequestParam(
					required = false) @Nullable BreakCategory category,
			@Parameter(description = "Only what they have to do something about now.") @RequestParam(
					required = false) @Nullable BreakOwner owner,
			@Parameter(description = "Only what was opened so many clearing days ago or more.") @RequestParam(
					required = false) @Min(0) @Max(AGE_DAYS_MAX) @Nullable Integer ageDaysMin,
			@AuthenticationPrincipal Caller caller) {
		Today today = this.answers.today();
		List<Break> found = this.breaks.list(new BreakQuery(day, city, viewer(caller), state, category, owner,
				(ageDaysMin != null) ? today.day().minusDays(ageDaysMin) : null));
		Map<String, List<Resolution>> allowed = this.limits.allowed(found);
		return new BreakList(found.stream()
			.map((held) -> BreakView.of(held, Objects.requireNonNull(allowed.get(held.id())), today))
			.toList(), found.size() == Breaks.LISTED_MAX);
	}

	@Operation(operationId = "ageBreaks", summary = "How old the claims are that are held back", description = """
			By kind, by who has to do something about them, and by age in business days. What only waits for something \
			on its way is summed up apart from what is broken.""")
	@ApiResponse(responseCode = "200", description = "The claims that are held now.")
	@GetMapping(path = "/ageing", produces = MediaType.APPLICATION_JSON_VALUE)
	AgeingReport ageing(
			@Parameter(description = "Only what involves this city.", example = "310000") @RequestParam(
					required = false) @Pattern(regexp = City.CODE_PATTERN,
							message = "is a city code of 6 digits") @Nullable String city,
			@AuthenticationPrincipal Caller caller) {
		return AgeingReport.of(this.answers.today(), this.ages.list(city, viewer(caller)));
	}

	@Operation(operationId = "findBreak", summary = "A claim that is or was held back")
	@ApiResponse(responseCode = "200", description = "The break is known.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	BreakView find(@Parameter(example = "5f2b9c0e7d1a4c33") @PathVariable String id,
			@AuthenticationPrincipal Caller caller) {
		return this.answers.view(this.answers.require(id, caller));
	}

	private static @Nullable String viewer(Caller caller) {
		return caller.isRegional() ? null : caller.organisation();
	}

	/**
	 * A list of breaks.
	 */
	record BreakList(@Schema(description = "Those opened last first.") List<BreakView> breaks,
			@Schema(description = "Whether there may be more: narrow the question.") boolean more) {
	}

}
