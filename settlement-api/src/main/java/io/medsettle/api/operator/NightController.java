package io.medsettle.api.operator;

import java.net.URI;
import java.time.LocalDate;

import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.night.NightRequests;
import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DayNotClosableException;
import io.medsettle.core.day.DayNotProvisionalException;
import io.medsettle.core.day.DaySealedException;
import io.medsettle.core.day.DayTransitions;
import io.medsettle.core.day.EarlyClosing;
import io.medsettle.core.day.ProvisionalDays;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.problem.TextRules;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
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
 * What operators decide about the night of a day: when it begins, and whether its results
 * are published.
 */
@RestController
@RequestMapping(path = "/api/v1/clearing-days/{day}", produces = MediaType.APPLICATION_JSON_VALUE)
@ConditionalOnRole(Role.API)
@Tag(name = "Operators")
@ApiResponse(responseCode = "409", ref = "Conflict")
class NightController {

	private final EarlyClosing closing;

	private final ProvisionalDays provisional;

	private final ClearingDays clearingDays;

	private final NightRuns runs;

	private final NightRequests requests;

	NightController(EarlyClosing closing, ProvisionalDays provisional, ClearingDays clearingDays, NightRuns runs,
			NightRequests requests) {
		this.closing = closing;
		this.provisional = provisional;
		this.clearingDays = clearingDays;
		this.runs = runs;
		this.requests = requests;
	}

	@Operation(operationId = "closeDay", summary = "Close a clearing day", description = """
			Brings the cut-off of the current day forward to about now, and asks for its night. Closing a day \
			that is closed already changes nothing and answers with its run; when that run has failed, it is \
			tried again. The current day is the first whose cut-off has not passed. No body is needed; one may \
			name who closes the day.""",
			requestBody = @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = Actor.class))))
	@ApiResponse(responseCode = "202", description = "The day is closed; Location names the run of its night.",
			content = @Content(schema = @Schema(implementation = RunView.class)))
	@PostMapping("/close")
	ResponseEntity<RunView> close(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			HttpServletRequest request) {
		ClearingDay closed;
		try {
			closed = this.closing.close(day, Actor.ofOptional(request));
		}
		catch (DayNotClosableException ex) {
			throw ProblemException.of(ProblemCode.DAY_NOT_CLOSABLE, String.valueOf(ex.getMessage()));
		}
		switch (this.runs.ofDay(day).map(NightRun::state).orElse(NightRunState.WAITING)) {
			case WAITING, RUNNING, STOPPED, FAILED -> this.requests.request(day);
			case PROVISIONAL, COMPLETED -> {
			}
		}
		return accepted(closed);
	}

	@Operation(operationId = "confirmDay", summary = "Confirm provisional results", description = """
			Where `settlement.clearing.confirmation` is set, a night ends with a PROVISIONAL day and waits. This \
			has it go on: the results are proved once more and published, and never change again. To confirm again \
			changes nothing, the first name stands.""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Actor.class)))
	@ApiResponse(responseCode = "202", description = "The results are confirmed; Location names the run.",
			content = @Content(schema = @Schema(implementation = RunView.class)))
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@PostMapping(path = "/confirm", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<RunView> confirm(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			HttpServletRequest request) {
		String actor = Actor.of(request);
		return decide(day, () -> this.provisional.confirm(day, actor));
	}

	@Operation(operationId = "redoDay", summary = "Send provisional results back", description = """
			The night of a PROVISIONAL day is done again from its first step, after what was wrong has been put \
			right. Results that were confirmed are not sent back.""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Redo.class)))
	@ApiResponse(responseCode = "202", description = "The night is done again; Location names the run.",
			content = @Content(schema = @Schema(implementation = RunView.class)))
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@PostMapping(path = "/redo", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<RunView> redo(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			HttpServletRequest request) {
		JsonFields fields = JsonBody.read(request);
		String actor = fields.name("actor");
		String reason = fields.remark("reason", DayTransitions.REASON_LENGTH_MAX);
		JsonBody.requireSound(fields);
		return decide(day, () -> this.provisional.sendBack(day, actor, reason));
	}

	private ResponseEntity<RunView> decide(LocalDate day, Runnable decision) {
		ClearingDay known = this.clearingDays.find(day)
			.orElseThrow(() -> ProblemException.notFound("There is no clearing day " + day + "."));
		try {
			decision.run();
		}
		catch (DaySealedException ex) {
			throw ProblemException.of(ProblemCode.DAY_SEALED, String.valueOf(ex.getMessage()));
		}
		catch (DayNotProvisionalException ex) {
			throw ProblemException.of(ProblemCode.DAY_NOT_PROVISIONAL, String.valueOf(ex.getMessage()));
		}
		return accepted(known);
	}

	private ResponseEntity<RunView> accepted(ClearingDay day) {
		RunView run = this.runs.ofDay(day.day())
			.map((found) -> RunView.of(found, day.cutOff()))
			.orElseThrow(() -> new IllegalStateException("Day " + day.day() + " has no run."));
		return ResponseEntity.accepted().location(URI.create("/api/v1/runs/" + run.id())).body(run);
	}

	/**
	 * What an operator sends to have a night done again.
	 */
	record Redo(
			@Schema(example = "wang.li", pattern = TextRules.NAME_PATTERN, maxLength = TextRules.NAME_LENGTH_MAX,
					requiredMode = Schema.RequiredMode.REQUIRED) String actor,
			@Schema(description = "Why.", example = "The registry lacked a city.", pattern = TextRules.REMARK_PATTERN,
					maxLength = DayTransitions.REASON_LENGTH_MAX,
					requiredMode = Schema.RequiredMode.REQUIRED) String reason) {
	}

}
