package io.medsettle.api.breaks;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.api.access.Caller;
import io.medsettle.api.access.MakerChecker;
import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.breaks.BreakActions.Approver;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakActions;
import io.medsettle.batch.breaks.BreakComments;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.core.claim.FieldRules;
import io.medsettle.core.problem.JsonFields;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.problem.TextRules;
import io.medsettle.core.registry.City;
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
 * What bureaus decide about breaks. Who acts is who has logged in; two persons are told
 * apart by that.
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
class BreakActionController {

	/** Beside a proposal there must be room for what is proposed. */
	static final int REMARK_LENGTH_MAX = 900;

	private static final String ID = "The id of the break.";

	/** Our book, seen from the city that the field city names. */
	private static final String ACCEPT_OURS = "ACCEPT_OURS";

	private static final String ACCEPT_THEIRS = "ACCEPT_THEIRS";

	private static final List<String> ACTIONS = Stream
		.concat(Arrays.stream(Resolution.values()).map(Resolution::name), Stream.of(ACCEPT_OURS, ACCEPT_THEIRS))
		.toList();

	private final BreakActions actions;

	private final BreakComments comments;

	private final BreakAnswers answers;

	private final MakerChecker makerChecker;

	BreakActionController(BreakActions actions, BreakComments comments, BreakAnswers answers,
			MakerChecker makerChecker) {
		this.makerChecker = makerChecker;
		this.actions = actions;
		this.comments = comments;
		this.answers = answers;
	}

	@Operation(operationId = "proposeResolution", summary = "Propose how to resolve a break",
			description = """
					ACCEPT_TREATMENT and ACCEPT_INSURED: the claim clears as that city's book has it, and the other book is \
					corrected; of a claim that the insured city refuses or deducts from, ACCEPT_INSURED lets its decision stand. \
					A reversal that the treatment city does not have cannot be accepted, since what it takes back is not known. \
					ACCEPT_OURS and ACCEPT_THEIRS say the same, seen from the bureau that `city` names. DEDUCT: the claim \
					clears as the treatment city has it, less `deductFen`. CANCEL: it does not clear, and both books take \
					back what they have of it. WRITE_OFF_ROUNDING: it clears as the treatment city has it, if the others \
					differ by no more than the limit for rounding. LINK: a reversal takes back `originalClaimNo` instead of \
					the claim it names. Which of them a category allows is checked. Another person must approve; then the \
					next night settles it, as new entries of its day. WAIT moves no money and takes effect at once: the \
					break waits until `until`.""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Proposal.class)))
	@PostMapping("/propose")
	BreakView propose(@Parameter(description = ID) @PathVariable String id, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		JsonFields fields = JsonBody.read(request);
		String action = fields.text("action", ACTIONS::contains,
				"The field action must be one of " + ACTIONS.stream().collect(Collectors.joining(", ")) + ".");
		long deductFen = action.equals(Resolution.DEDUCT.name()) ? fields.deductionFen("deductFen") : 0;
		String original = action.equals(Resolution.LINK.name())
				? fields.text("originalClaimNo", FieldRules::isClaimNo, FieldRules.CLAIM_NO_RULE) : "";
		LocalDate until = action.equals(Resolution.WAIT.name()) ? fields.day("until") : null;
		String city = action.equals(ACCEPT_OURS) || action.equals(ACCEPT_THEIRS)
				? fields.text("city", City::isCode, City.CODE_RULE) : "";
		String comment = fields.optionalRemark("comment", REMARK_LENGTH_MAX);
		return this.answers.act(id, caller, fields, () -> switch (resolution(id, caller, fields, action, city)) {
			case null -> throw ProblemException.refused(fields.errors());
			case LINK -> this.actions.proposeLink(id, caller.name(), original, comment);
			case WAIT -> this.comments.pend(id, caller.name(), Objects.requireNonNull(until), null, comment);
			case Resolution resolution -> this.actions.propose(id, caller.name(), resolution, deductFen, comment);
		});
	}

	@Operation(operationId = "approveResolution", summary = "Approve a proposal of another person")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Judgement.class)))
	@PostMapping("/approve")
	BreakView approve(@Parameter(description = ID) @PathVariable String id, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		Approver approver = this.makerChecker.approver(caller);
		return judge(id, request, caller, (held, actor, comment) -> this.actions.approve(held, approver, comment));
	}

	@Operation(operationId = "rejectResolution", summary = "Reject a proposal",
			description = "Also one that is approved, as long as no night has settled it.")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Judgement.class)))
	@PostMapping("/reject")
	BreakView reject(@Parameter(description = ID) @PathVariable String id, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		return judge(id, request, caller, this.actions::reject);
	}

	@Operation(operationId = "reopenBreak", summary = "Let a break begin again",
			description = "Whatever was proposed, approved or waited for, as long as the claim has not cleared.")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Judgement.class)))
	@PostMapping("/reopen")
	BreakView reopen(@Parameter(description = ID) @PathVariable String id, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		return judge(id, request, caller, this.actions::reopen);
	}

	private BreakView judge(String id, HttpServletRequest request, Caller caller, BreakAnswers.Action action) {
		JsonFields fields = JsonBody.read(request);
		String comment = fields.optionalRemark("comment", REMARK_LENGTH_MAX);
		return this.answers.act(id, caller, fields, () -> action.take(id, caller.name(), comment));
	}

	/**
	 * The resolution that an action means; null, with the error noted, if the city is
	 * none of the break's.
	 */
	private @Nullable Resolution resolution(String id, Caller caller, JsonFields fields, String action, String city) {
		if (city.isEmpty()) {
			return Resolution.valueOf(action);
		}
		Break held = this.answers.require(id, caller);
		boolean treatment = city.equals(held.treatmentCity());
		if (!treatment && !city.equals(held.insuredCity())) {
			fields.wrong("city", ProblemCode.INVALID_FIELD,
					"The field city must be the claim's treatment city or its insured city.");
			return null;
		}
		return (treatment == action.equals(ACCEPT_OURS)) ? Resolution.ACCEPT_TREATMENT : Resolution.ACCEPT_INSURED;
	}

	@Schema(name = "BreakResolution", requiredProperties = "action")
	record Proposal(@Schema(description = "What is to be done.", allowableValues = {
			"ACCEPT_TREATMENT", "ACCEPT_INSURED", "DEDUCT", "CANCEL", "WRITE_OFF_ROUNDING", "LINK", "WAIT",
			"ACCEPT_OURS", "ACCEPT_THEIRS" }) String action,
			@Schema(description = "For DEDUCT alone: what is deducted, without sign.", minimum = "1",
					maximum = "" + FieldRules.MAXIMUM_FEN, example = "10000") @Nullable Long deductFen,
			@Schema(description = "For LINK alone: the claim that is taken back.",
					pattern = FieldRules.CLAIM_NO_PATTERN,
					maxLength = FieldRules.MAXIMUM_TEXT_LENGTH) @Nullable String originalClaimNo,
			@Schema(description = "For WAIT alone: a clearing day.", example = "2026-12-01") @Nullable LocalDate until,
			@Schema(description = "For ACCEPT_OURS and ACCEPT_THEIRS: who is us.", pattern = City.CODE_PATTERN,
					example = "310000") @Nullable String city,
			@Schema(pattern = TextRules.REMARK_PATTERN, maxLength = REMARK_LENGTH_MAX) @Nullable String comment){
	}

	@Schema(name = "BreakJudgement")
	record Judgement(
			@Schema(pattern = TextRules.REMARK_PATTERN, maxLength = REMARK_LENGTH_MAX) @Nullable String comment) {
	}

}
