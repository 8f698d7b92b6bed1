package io.medsettle.api.operator;

import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.night.NightRequests;
import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DayNotClosableException;
import io.medsettle.core.day.EarlyClosing;
import io.medsettle.core.problem.ProblemCode;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Closing days and watching their nights.
 */
@RestController
@RequestMapping("/api/v1")
@ConditionalOnRole(Role.API)
@Tag(name = "Operators")
class RunController {

	private final EarlyClosing closing;

	private final ClearingDays clearingDays;

	private final NightRuns runs;

	private final NightRequests requests;

	private final RunEvents events;

	private final ZoneId zone;

	RunController(EarlyClosing closing, ClearingDays clearingDays, NightRuns runs, NightRequests requests,
			RunEvents events, SettlementSettings settings) {
		this.closing = closing;
		this.clearingDays = clearingDays;
		this.runs = runs;
		this.requests = requests;
		this.events = events;
		this.zone = settings.timeZone();
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
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@PostMapping(path = "/clearing-days/{day}/close", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<RunView> close(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			@Parameter(hidden = true) HttpServletRequest request) {
		ClearingDay closed = closeOrRefuse(day, Actor.ofOptional(request));
		switch (this.runs.ofDay(day).map(NightRun::state).orElse(NightRunState.WAITING)) {
			case WAITING, RUNNING, STOPPED, FAILED -> this.requests.request(day);
			case PROVISIONAL, COMPLETED -> {
			}
		}
		RunView run = this.runs.ofDay(day)
			.map((found) -> RunView.of(found, closed.cutOff(), this.zone))
			.orElseThrow(() -> new IllegalStateException("The closed day " + day + " has no run."));
		return ResponseEntity.accepted().location(URI.create("/api/v1/runs/" + run.id())).body(run);
	}

	@Operation(operationId = "listRuns", summary = "The runs of the nights",
			description = "Newest first, at most the last hundred.")
	@ApiResponse(responseCode = "200", description = "Runs that have begun.")
	@GetMapping(path = "/runs", produces = MediaType.APPLICATION_JSON_VALUE)
	Runs list() {
		return new Runs(this.runs.list().stream().map(this::view).toList());
	}

	@Operation(operationId = "findRun", summary = "The run of a night", description = """
			Its state, and the progress of its steps. A day that was closed has a run at once; it is WAITING until \
			the night begins.""")
	@ApiResponse(responseCode = "200", description = "The run is known.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping(path = "/runs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	RunView find(@Parameter(example = "night-20261120") @PathVariable String id) {
		return this.runs.find(id)
			.map(this::view)
			.orElseThrow(() -> ProblemException.of(ProblemCode.NOT_FOUND,
					"There is no run of this id; a day has one once it is closed."));
	}

	@Operation(operationId = "followRun", summary = "Follow the run of a night", description = """
			Server-sent events: an event `run` with the run as JSON at once and after every change, a comment in \
			between to keep the stream alive. The stream ends when the run has completed or failed.""")
	@ApiResponse(responseCode = "200", description = "The stream.",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
					schema = @Schema(implementation = RunView.class)))
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "503", ref = "Unavailable")
	@GetMapping(path = "/runs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter follow(@Parameter(example = "night-20261120") @PathVariable String id) {
		find(id);
		return this.events.subscribe(() -> find(id));
	}

	private ClearingDay closeOrRefuse(LocalDate day, String actor) {
		try {
			return this.closing.close(day, actor);
		}
		catch (DayNotClosableException ex) {
			throw ProblemException.of(ProblemCode.DAY_NOT_CLOSABLE, String.valueOf(ex.getMessage()));
		}
	}

	private RunView view(NightRun run) {
		return RunView.of(run, this.clearingDays.find(run.day()).map(ClearingDay::cutOff).orElse(null), this.zone);
	}

	/**
	 * The answer to a question for runs.
	 */
	record Runs(List<RunView> runs) {
	}

}
