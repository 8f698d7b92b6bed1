package io.medsettle.api.operator;

import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;

import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DayNotProvisionalException;
import io.medsettle.core.day.DaySealedException;
import io.medsettle.core.day.DayTransitions;
import io.medsettle.core.day.ProvisionalDays;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.problem.TextRules;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What operators decide about results that are proved and not yet published.
 */
@RestController
@RequestMapping("/api/v1/clearing-days/{day}")
@ConditionalOnRole(Role.API)
@Tag(name = "Operators")
class ProvisionalController {

	private final ProvisionalDays provisional;

	private final ClearingDays clearingDays;

	private final NightRuns runs;

	private final ZoneId zone;

	ProvisionalController(ProvisionalDays provisional, ClearingDays clearingDays, NightRuns runs,
			SettlementSettings settings) {
		this.provisional = provisional;
		this.clearingDays = clearingDays;
		this.runs = runs;
		this.zone = settings.timeZone();
	}

	@Operation(operationId = "confirmDay", summary = "Confirm provisional results", description = """
			Where `settlement.clearing.confirmation` is set, a night ends with a PROVISIONAL day and waits. This \
			has it go on: the results are proved once more and published, and never change again. To confirm again \
			changes nothing, the first name stands.""",
			requestBody = @RequestBody(required = true,
					content = @Content(schema = @Schema(implementation = Actor.class))))
	@ApiResponse(responseCode = "202", description = "The results are confirmed; Location names the run.",
			content = @Content(schema = @Schema(implementation = RunView.class)))
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@PostMapping(path = "/confirm", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<RunView> confirm(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			@Parameter(hidden = true) HttpServletRequest request) {
		JsonFields fields = JsonBody.read(request);
		String actor = fields.name("actor");
		JsonBody.requireSound(fields);
		return decide(day, () -> this.provisional.confirm(day, actor));
	}

	@Operation(operationId = "redoDay", summary = "Send provisional results back", description = """
			The night of a PROVISIONAL day is done again from its first step, after what was wrong has been put \
			right. Results that were confirmed are not sent back.""",
			requestBody = @RequestBody(required = true,
					content = @Content(schema = @Schema(implementation = Redo.class))))
	@ApiResponse(responseCode = "202", description = "The night is done again; Location names the run.",
			content = @Content(schema = @Schema(implementation = RunView.class)))
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@PostMapping(path = "/redo", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<RunView> redo(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			@Parameter(hidden = true) HttpServletRequest request) {
		JsonFields fields = JsonBody.read(request);
		String actor = fields.name("actor");
		String reason = fields.remark("reason", DayTransitions.REASON_LENGTH_MAX);
		JsonBody.requireSound(fields);
		return decide(day, () -> this.provisional.sendBack(day, actor, reason));
	}

	private ResponseEntity<RunView> decide(LocalDate day, Runnable decision) {
		ClearingDay known = this.clearingDays.find(day)
			.orElseThrow(() -> ProblemException.of(ProblemCode.NOT_FOUND, "There is no clearing day " + day + "."));
		try {
			decision.run();
		}
		catch (DaySealedException ex) {
			throw ProblemException.of(ProblemCode.DAY_SEALED, String.valueOf(ex.getMessage()));
		}
		catch (DayNotProvisionalException ex) {
			throw ProblemException.of(ProblemCode.DAY_NOT_PROVISIONAL, String.valueOf(ex.getMessage()));
		}
		RunView run = this.runs.ofDay(day)
			.map((found) -> RunView.of(found, known.cutOff(), this.zone))
			.orElseThrow(() -> new IllegalStateException("The provisional day " + day + " has no run."));
		return ResponseEntity.accepted().location(URI.create("/api/v1/runs/" + run.id())).body(run);
	}

	/**
	 * What an operator sends to have a night done again.
	 *
	 * @param actor a name
	 * @param reason why
	 */
	record Redo(
			@Schema(example = "wang.li", pattern = TextRules.NAME_PATTERN, maxLength = TextRules.NAME_LENGTH_MAX,
					requiredMode = Schema.RequiredMode.REQUIRED) String actor,
			@Schema(example = "The registry lacked a city.", pattern = TextRules.REMARK_PATTERN,
					maxLength = DayTransitions.REASON_LENGTH_MAX,
					requiredMode = Schema.RequiredMode.REQUIRED) String reason) {
	}

}
