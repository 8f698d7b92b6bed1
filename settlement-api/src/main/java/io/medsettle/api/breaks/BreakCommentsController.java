package io.medsettle.api.breaks;

import java.time.LocalDate;

import io.medsettle.api.access.Caller;
import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.breaks.BreakComments;
import io.medsettle.batch.breaks.BreakEvent;
import io.medsettle.batch.breaks.BreakOwner;
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
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What bureaus say to each other about breaks. It moves no money, and one person is
 * enough for it.
 */
@RestController
@RequestMapping(path = "/api/v1/breaks/{id}", consumes = MediaType.APPLICATION_JSON_VALUE,
		produces = MediaType.APPLICATION_JSON_VALUE)
@ConditionalOnRole(Role.API)
@Tag(name = "Bureaus")
@ApiResponse(responseCode = "200", description = "It is done; this is the break now.")
@ApiResponse(responseCode = "404", ref = "NotFound")
@ApiResponse(responseCode = "409", ref = "Conflict")
@ApiResponse(responseCode = "422", ref = "Problem")
class BreakCommentsController {

	/** A comment stands by itself. */
	private static final int COMMENT_LENGTH_MAX = 1000;

	private static final int EVIDENCE_NAME_LENGTH_MAX = 200;

	private static final String SHA256_PATTERN = "^[0-9a-f]{64}$";

	private static final String LINK_PATTERN = "^https?://[!-~]+$";

	private static final int LINK_LENGTH_MAX = 500;

	private static final String ID = "The id of the break.";

	private final BreakComments comments;

	private final BreakAnswers answers;

	BreakCommentsController(BreakComments comments, BreakAnswers answers) {
		this.comments = comments;
		this.answers = answers;
	}

	@Operation(operationId = "assignBreak", summary = "Assign a break")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Assignment.class)))
	@PostMapping("/assign")
	BreakView assign(@Parameter(description = ID) @PathVariable String id, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		JsonFields fields = JsonBody.read(request);
		String assignee = fields.name("assignee");
		return this.answers.act(id, caller, fields, () -> this.comments.assign(id, caller.name(), assignee));
	}

	@Operation(operationId = "commentBreak", summary = "Say something about a break")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Comment.class)))
	@PostMapping("/comment")
	BreakView comment(@Parameter(description = ID) @PathVariable String id, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		return remark(id, request, caller, COMMENT_LENGTH_MAX, this.comments::comment);
	}

	@Operation(operationId = "addEvidence", summary = "Name a piece of evidence",
			description = "It is named here and kept where it is; nothing is uploaded.")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Evidence.class)))
	@PostMapping("/evidence")
	BreakView evidence(@Parameter(description = ID) @PathVariable String id, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		JsonFields fields = JsonBody.read(request);
		String name = fields.remark("name", EVIDENCE_NAME_LENGTH_MAX);
		String sha256 = fields.optionalText("sha256", (digits) -> digits.matches(SHA256_PATTERN),
				"The field sha256 must be 64 hexadecimal digits in lower case.");
		String link = fields.optionalText("link",
				(address) -> address.length() <= LINK_LENGTH_MAX && address.matches(LINK_PATTERN),
				"The field link must be an http address of at most " + LINK_LENGTH_MAX + " characters.");
		String comment = fields.optionalRemark("comment", BreakActionController.REMARK_LENGTH_MAX);
		return this.answers.act(id, caller, fields,
				() -> this.comments.evidence(id, caller.name(), new BreakEvent.Evidence(name, sha256, link), comment));
	}

	@Operation(operationId = "pendBreak", summary = "Let a break wait for somebody else", description = """
			With a date, the break becomes EXPIRED if it still waits once that clearing day is published. The claim \
			stays held all the while.""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Waiting.class)))
	@PostMapping("/pend")
	BreakView pend(@Parameter(description = ID) @PathVariable String id, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		JsonFields fields = JsonBody.read(request);
		LocalDate until = fields.optionalDay("until");
		BreakOwner waitingOn = fields.optionalOneOf("waitingOn", BreakOwner.class);
		String comment = fields.optionalRemark("comment", BreakActionController.REMARK_LENGTH_MAX);
		return this.answers.act(id, caller, fields,
				() -> this.comments.pend(id, caller.name(), until, waitingOn, comment));
	}

	@Operation(operationId = "disputeDecision", summary = "Dispute what the insured city says of a claim",
			description = """
					For the treatment city, of a break REFUSED or DEDUCTED. It is then for the insured city to withdraw its \
					decision, by proposing ACCEPT_TREATMENT, or to uphold it.""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Remark.class)))
	@PostMapping("/dispute")
	BreakView dispute(@Parameter(description = ID) @PathVariable String id, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		return remark(id, request, caller, BreakActionController.REMARK_LENGTH_MAX, (held, actor, comment) -> {
			requireSide(this.answers.require(held, caller).treatmentCity(), caller);
			return this.comments.dispute(held, actor, comment);
		});
	}

	@Operation(operationId = "upholdDecision", summary = "Stand by what the insured city says of a claim",
			description = "For the insured city, of what the treatment city disputes.")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Remark.class)))
	@PostMapping("/uphold")
	BreakView uphold(@Parameter(description = ID) @PathVariable String id, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		return remark(id, request, caller, BreakActionController.REMARK_LENGTH_MAX, (held, actor, comment) -> {
			requireSide(this.answers.require(held, caller).insuredCity(), caller);
			return this.comments.uphold(held, actor, comment);
		});
	}

	private static void requireSide(@Nullable String city, Caller caller) {
		if (!caller.organisation().equals(city)) {
			throw ProblemException.of(ProblemCode.FORBIDDEN, "That is for the bureau of the break's other city to do.");
		}
	}

	private BreakView remark(String id, HttpServletRequest request, Caller caller, int lengthMax,
			BreakAnswers.Action action) {
		JsonFields fields = JsonBody.read(request);
		String comment = fields.remark("comment", lengthMax);
		return this.answers.act(id, caller, fields, () -> action.take(id, caller.name(), comment));
	}

	@Schema(name = "BreakAssignment", requiredProperties = "assignee")
	record Assignment(@Schema(description = "Who is to have it in hand.", example = "Wang",
			pattern = TextRules.NAME_PATTERN, maxLength = TextRules.NAME_LENGTH_MAX) String assignee) {
	}

	@Schema(name = "BreakComment", requiredProperties = "comment")
	record Comment(@Schema(pattern = TextRules.REMARK_PATTERN, maxLength = COMMENT_LENGTH_MAX,
			example = "The hospital looks for the receipt.") String comment) {
	}

	@Schema(name = "BreakEvidence", requiredProperties = "name")
	record Evidence(
			@Schema(description = "What it is called.", example = "receipt.pdf", pattern = TextRules.REMARK_PATTERN,
					maxLength = EVIDENCE_NAME_LENGTH_MAX) String name,
			@Schema(description = "64 hexadecimal digits.", pattern = SHA256_PATTERN) @Nullable String sha256,
			@Schema(description = "Where it is to be found.", pattern = LINK_PATTERN,
					maxLength = LINK_LENGTH_MAX) @Nullable String link,
			@Schema(pattern = TextRules.REMARK_PATTERN,
					maxLength = BreakActionController.REMARK_LENGTH_MAX) @Nullable String comment) {
	}

	@Schema(name = "BreakWaiting")
	record Waiting(@Schema(description = "A clearing day.", example = "2026-12-01") @Nullable LocalDate until, @Schema(
			description = "Who has to do something; if absent, whoever usually has.") @Nullable BreakOwner waitingOn,
			@Schema(pattern = TextRules.REMARK_PATTERN,
					maxLength = BreakActionController.REMARK_LENGTH_MAX) @Nullable String comment) {
	}

	@Schema(name = "BreakRemark", requiredProperties = "comment")
	record Remark(@Schema(pattern = TextRules.REMARK_PATTERN,
			maxLength = BreakActionController.REMARK_LENGTH_MAX) String comment) {
	}

}
