package io.medsettle.api.operator;

import java.net.URI;
import java.time.LocalDate;

import io.medsettle.api.access.Caller;
import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.api.proposals.Proposal;
import io.medsettle.api.proposals.ProposalView;
import io.medsettle.api.proposals.Proposals;
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

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
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

	private final ProvisionalDay provisionalDay;

	private final Proposals proposals;

	private final NightRuns runs;

	private final NightRequests requests;

	NightController(EarlyClosing closing, ProvisionalDay provisionalDay, Proposals proposals, NightRuns runs,
			NightRequests requests) {
		this.closing = closing;
		this.provisionalDay = provisionalDay;
		this.proposals = proposals;
		this.runs = runs;
		this.requests = requests;
	}

	@Operation(operationId = "closeDay", summary = "Close a clearing day", description = """
			Brings the cut-off of the current day forward to about now, and asks for its night. Closing a day \
			that is closed already changes nothing and answers with its run; when that run has failed, it is \
			tried again. The current day is the first whose cut-off has not passed. No body is needed; one may \
			say why.""",
			requestBody = @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = Closing.class))))
	@ApiResponse(responseCode = "202", description = "The day is closed; Location names the run of its night.",
			content = @Content(schema = @Schema(implementation = RunView.class)))
	@PostMapping("/close")
	ResponseEntity<RunView> close(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
		JsonFields fields = JsonBody.readOptional(request);
		String reason = (fields != null) ? fields.optionalRemark("reason", DayTransitions.REASON_LENGTH_MAX) : "";
		if (fields != null) {
			JsonBody.requireSound(fields);
		}
		ClearingDay closed;
		try {
			closed = this.closing.close(day, caller.name(), reason);
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

	@Operation(operationId = "confirmDay", summary = "Propose to confirm provisional results", description = """
			Where `settlement.clearing.confirmation` is set, a night ends with a PROVISIONAL day and waits. Once \
			another person has approved, it goes on: the results are proved once more and published, and never change \
			again. No body is needed.""")
	@ApiResponse(responseCode = "202", description = "It is proposed; Location names the proposal.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@PostMapping("/confirm")
	ResponseEntity<ProposalView> confirm(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
		JsonBody.requireNoneOrJson(request);
		this.provisionalDay.require(day);
		return ProposalView.accepted(this.proposals.propose(Proposal.Act.CONFIRM_DAY, day.toString(), "", caller));
	}

	@Operation(operationId = "redoDay", summary = "Propose to send provisional results back", description = """
			Once another person has approved, the night of a PROVISIONAL day is done again from its first step, after \
			what was wrong has been put right. Results that were confirmed are not sent back.""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Redo.class)))
	@ApiResponse(responseCode = "202", description = "It is proposed; Location names the proposal.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@PostMapping(path = "/redo", consumes = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<ProposalView> redo(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
		JsonFields fields = JsonBody.read(request);
		String reason = fields.remark("reason", DayTransitions.REASON_LENGTH_MAX);
		JsonBody.requireSound(fields);
		this.provisionalDay.require(day);
		return ProposalView.accepted(this.proposals.propose(Proposal.Act.REDO_DAY, day.toString(), reason, caller));
	}

	private ResponseEntity<RunView> accepted(ClearingDay day) {
		RunView run = this.runs.ofDay(day.day())
			.map((found) -> RunView.of(found, day.cutOff()))
			.orElseThrow(() -> new IllegalStateException("Day " + day.day() + " has no run."));
		return ResponseEntity.accepted().location(URI.create("/api/v1/runs/" + run.id())).body(run);
	}

	/**
	 * What an operator may say when a day is closed.
	 */
	record Closing(@Schema(description = "Why now.", example = "The region moves to another data centre tonight.",
			pattern = TextRules.REMARK_PATTERN, maxLength = DayTransitions.REASON_LENGTH_MAX) @Nullable String reason) {
	}

	/**
	 * What an operator sends to have a night done again.
	 */
	record Redo(@Schema(description = "Why.", example = "The registry lacked a city.",
			pattern = TextRules.REMARK_PATTERN, maxLength = DayTransitions.REASON_LENGTH_MAX,
			requiredMode = Schema.RequiredMode.REQUIRED) String reason) {
	}

}
