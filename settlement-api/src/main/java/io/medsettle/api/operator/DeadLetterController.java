package io.medsettle.api.operator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.access.Caller;
import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.api.language.ReaderLanguage;
import io.medsettle.api.proposals.Proposal;
import io.medsettle.api.proposals.ProposalView;
import io.medsettle.api.proposals.Proposals;
import io.medsettle.core.listener.DeadLetter;
import io.medsettle.core.listener.DeadLetters;
import io.medsettle.core.listener.EventPlace;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.ProblemCode;
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
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Events that could not be taken.
 */
@RestController
@RequestMapping("/api/v1/dead-letters")
@ConditionalOnRole(Role.API)
@Tag(name = "Operators")
class DeadLetterController {

	private static final int LIMIT_MAX = 500;

	private final DeadLetters deadLetters;

	private final DeadLetterActs acts;

	private final Proposals proposals;

	DeadLetterController(DeadLetters deadLetters, DeadLetterActs acts, Proposals proposals) {
		this.deadLetters = deadLetters;
		this.acts = acts;
		this.proposals = proposals;
	}

	@Operation(operationId = "listDeadLetters", summary = "Events that could not be taken", description = """
			Of all topics that the engine reads, newest first, in pages. Their bytes stay in Kafka.""")
	@ApiResponse(responseCode = "200", description = "One page.")
	@GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
	DeadLetterPage list(
			@Parameter(description = "How many at most.") @RequestParam(
					defaultValue = "100") @Min(1) @Max(LIMIT_MAX) int limit,
			@Parameter(description = "The `next` of the page before.") @RequestParam(
					required = false) @Nullable String before) {
		@Nullable DeadLetterCursor cursor = (before != null) ? DeadLetterCursor.parse(before) : DeadLetterCursor.BEGINNING;
		if (cursor == null) {
			throw ProblemException.badParameters(List.of(new InputError("/before", ProblemCode.INVALID_FIELD,
					"The parameter before takes the next of an earlier page.")));
		}
		// One more than asked for tells whether there is a next page.
		List<DeadLetter> found = this.deadLetters.before(cursor.appendedAtMs(), cursor.place(), limit + 1);
		List<DeadLetter> page = found.stream().limit(limit).toList();
		return new DeadLetterPage(page.stream().map(DeadLetterView::of).toList(),
				(found.size() > limit) ? DeadLetterCursor.after(page.getLast()).toString() : null);
	}

	@Operation(operationId = "redriveDeadLetter", summary = "Propose to submit a dead letter again",
			description = """
					Once another person has approved, the same key and bytes are appended once more, as a new event: a claim, or \
					a leg of one, to claims.submitted, a decision to claims.decided. The engine vouches for it then; but what was \
					put aside for its signature keeps it, and is judged by it anew. The old event stays what it counts as. Once \
					is enough: a second time is refused. With `dryRun` nothing is proposed, and the answer is what would become \
					of it. No body is needed.""")
	@ApiResponse(responseCode = "200", description = "With dryRun: what would become of it.",
			content = @Content(schema = @Schema(implementation = RedriveView.class)))
	@ApiResponse(responseCode = "202", description = "It is proposed; Location names the proposal.",
			content = @Content(schema = @Schema(implementation = ProposalView.class)))
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@PostMapping(path = "/{id}/redrive", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<?> redrive(@Parameter(example = "claims.decided-3-1204") @PathVariable String id,
			@Parameter(description = "Whether only to look.") @RequestParam(defaultValue = "false") boolean dryRun,
			HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
		String reason = reason(request);
		DeadLetterRedrive.Prospect prospect = this.acts.tryOut(this.acts.find(id));
		if (dryRun) {
			String objection = prospect.objection();
			return ResponseEntity
				.ok(new RedriveView(id, prospect.topic(), (objection != null) ? ReaderLanguage.say(objection) : null));
		}
		return ProposalView.accepted(this.proposals.propose(Proposal.Act.REDRIVE_DEAD_LETTER, id, reason, caller));
	}

	@Operation(operationId = "dropDeadLetter", summary = "Propose to leave a dead letter as it is",
			description = "Once another person has approved, it is noted that nothing is to be done. The first who does "
					+ "something stands. No body is needed.")
	@ApiResponse(responseCode = "202", description = "It is proposed; Location names the proposal.",
			content = @Content(schema = @Schema(implementation = ProposalView.class)))
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@PostMapping(path = "/{id}/drop", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<ProposalView> drop(@Parameter(example = "claims.decided-3-1204") @PathVariable String id,
			HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
		String reason = reason(request);
		this.acts.find(id);
		return ProposalView.accepted(this.proposals.propose(Proposal.Act.DROP_DEAD_LETTER, id, reason, caller));
	}

	private static String reason(HttpServletRequest request) {
		JsonFields fields = JsonBody.readOptional(request);
		if (fields == null) {
			return "";
		}
		String reason = fields.optionalRemark("reason", Proposals.REASON_LENGTH_MAX);
		JsonBody.requireSound(fields);
		return reason;
	}

	/**
	 * What becomes of a dead letter that is submitted again.
	 */
	@Schema(name = "Redrive")
	record RedriveView(@Schema(example = "claims.decided-3-1204", description = "The dead letter.") String id,
			@Schema(example = "claims.decided", description = "Where it is appended.") String topic,
			@Schema(description = "What stands against it by itself, as things are now; absent if nothing does.",
					example = "The hospital is not in the registry on the day of the claim.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String objection) {
	}

	/**
	 * One page of dead letters.
	 */
	record DeadLetterPage(@Schema(description = "Newest first.") List<DeadLetterView> deadLetters, @Schema(
			description = "Absent on the last page.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {
	}

}
