package io.medsettle.api.operator;

import java.util.List;

import io.medsettle.api.token.CallerAccess;
import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Watching the nights.
 */
@RestController
@RequestMapping(path = "/api/v1/runs", produces = MediaType.APPLICATION_JSON_VALUE)
@ConditionalOnRole(Role.API)
@Tag(name = "Operators")
class RunController {

	private final ClearingDays clearingDays;

	private final NightRuns runs;

	private final RunEvents events;

	private final CallerAccess access;

	RunController(ClearingDays clearingDays, NightRuns runs, RunEvents events, CallerAccess access) {
		this.access = access;
		this.clearingDays = clearingDays;
		this.runs = runs;
		this.events = events;
	}

	@Operation(operationId = "listRuns", summary = "The runs of the nights",
			description = "Newest first, at most the last hundred.")
	@ApiResponse(responseCode = "200", description = "Runs that have begun.")
	@GetMapping
	Runs list() {
		return new Runs(this.runs.list().stream().map(this::view).toList());
	}

	@Operation(operationId = "findRun", summary = "The run of a night", description = """
			Its state, and the progress of its steps. A day that was closed has a run at once; it is WAITING until \
			the night begins.""")
	@ApiResponse(responseCode = "200", description = "The run is known.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping("/{id}")
	RunView find(@Parameter(example = "night-20261120") @PathVariable String id) {
		return this.runs.find(id)
			.map(this::view)
			.orElseThrow(
					() -> ProblemException.notFound("There is no run of this id; a day has one once it is closed."));
	}

	@Operation(operationId = "followRun", summary = "Follow the run of a night", description = """
			Server-sent events: an event `run` with the run as JSON at once and after every change, a comment in \
			between to keep the stream alive. The stream ends when the run has completed or failed.""")
	@ApiResponse(responseCode = "200", description = "The stream.",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
					schema = @Schema(implementation = RunView.class)))
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "503", ref = "Unavailable")
	@GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter follow(@Parameter(example = "night-20261120") @PathVariable String id, Authentication follower) {
		find(id);
		return this.events.subscribe(() -> find(id), () -> this.access.isValid(follower));
	}

	private RunView view(NightRun run) {
		return RunView.of(run, this.clearingDays.find(run.day()).map(ClearingDay::cutOff).orElse(null));
	}

	/**
	 * The answer to a question for runs.
	 */
	record Runs(List<RunView> runs) {
	}

}
