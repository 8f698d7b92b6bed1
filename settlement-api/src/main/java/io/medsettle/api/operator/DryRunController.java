package io.medsettle.api.operator;

import java.time.Duration;
import java.time.LocalDate;

import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.dryrun.DryRun;
import io.medsettle.batch.dryrun.DryRunOutcome;
import io.medsettle.core.database.StatementTime;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the night would make of a day.
 */
@RestController
@RequestMapping("/api/v1/clearing-days/{day}/dry-run")
@ConditionalOnRole(Role.API)
@Tag(name = "Operators")
class DryRunController {

	/** About how long a day of two million claims takes. */
	private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

	private final DryRun dryRun;

	DryRunController(DryRun dryRun) {
		this.dryRun = dryRun;
	}

	@Operation(operationId = "simulateDay", summary = "Simulate the night of a day", description = """
			Reconciles the day as the night would at this instant, tells how that differs from what is stored, and \
			takes everything back: nothing is kept, published or announced. Claims go on being posted meanwhile; \
			what is done about breaks may have to wait until the answer. Days before it that are not published are \
			taken as they stand. Answers when that is done: about five seconds for a million claims. A \
			process simulates one day at a time, and none while a night is running.""")
	@ApiResponse(responseCode = "200", description = "What the night would make of the day.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@ApiResponse(responseCode = "503", ref = "Unavailable")
	@PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	DryRunView simulate(@Parameter(example = "2026-11-20") @PathVariable LocalDate day, HttpServletRequest request) {
		JsonBody.requireNoneOrJson(request);
		return switch (simulated(day)) {
			case DryRunOutcome.Simulated simulated -> DryRunView.of(simulated.day());
			case DryRunOutcome.UnknownDay unknown ->
				throw ProblemException.notFound("There is no clearing day " + day + ".");
			case DryRunOutcome.SealedDay sealed -> throw ProblemException.of(ProblemCode.DAY_SEALED,
					"Clearing day " + day + " is published and never changes; verify it instead.");
			case DryRunOutcome.NightAtWork running -> throw ProblemException.of(ProblemCode.NIGHT_AT_WORK,
					"The night of " + running.night() + " is running; ask again when it has ended.");
			case DryRunOutcome.Busy busy -> throw ProblemException
				.unavailable("Another day is being simulated; there is one at a time.", RETRY_AFTER);
			case DryRunOutcome.GivenUp given -> throw ProblemException.unavailable(
					"The day could not be simulated now: others are changing the same, or it took too long.",
					RETRY_AFTER);
		};
	}

	private DryRunOutcome simulated(LocalDate day) {
		try (StatementTime.Limit ignored = StatementTime.unlimited()) {
			return this.dryRun.simulate(day);
		}
	}

}
