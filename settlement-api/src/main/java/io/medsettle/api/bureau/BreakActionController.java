package io.medsettle.api.bureau;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.medsettle.api.body.BodyBytes;
import io.medsettle.core.json.JsonFields;
import io.medsettle.api.problem.ProblemException;
import io.medsettle.batch.reconcile.Break;
import io.medsettle.batch.reconcile.BreakActionRefusedException;
import io.medsettle.batch.reconcile.BreakActions;
import io.medsettle.batch.reconcile.Breaks;
import io.medsettle.core.catalogue.ProblemCode;
import io.medsettle.core.catalogue.Resolution;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import io.medsettle.core.store.ClearingDays;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What bureaus do about breaks. Who acts names themselves; two persons are told apart by
 * that.
 */
@RestController
@RequestMapping(path = "/api/v1/breaks/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@ConditionalOnRole(Role.API)
@Tag(name = "Bureaus")
@ApiResponse(responseCode = "200", description = "It is done; this is the break now.")
@ApiResponse(responseCode = "404", ref = "NotFound")
@ApiResponse(responseCode = "409", ref = "Conflict")
@ApiResponse(responseCode = "422", ref = "Problem")
class BreakActionController {

	private static final int BODY_BYTES_MAX = 16 * 1024;

	private static final int NAME_LENGTH_MAX = 64;

	/** Beside a proposal there must be room for what is proposed. */
	private static final int TEXT_LENGTH_MAX = 900;

	private static final long DEDUCT_FEN_MAX = 999_999_999_999L;

	private static final String ID = "The id of the break.";

	private final BreakActions actions;

	private final Breaks breaks;

	private final ClearingDays days;

	private final ZoneId zone;

	BreakActionController(BreakActions actions, Breaks breaks, ClearingDays days, SettlementSettings settings) {
		this.actions = actions;
		this.breaks = breaks;
		this.days = days;
		this.zone = settings.timeZone();
	}

	@Operation(operationId = "assignBreak", summary = "Give a break into somebody's hands",
			requestBody = @RequestBody(required = true,
					content = @Content(schema = @Schema(implementation = Assignment.class))))
	@PostMapping(path = "/assign", consumes = MediaType.APPLICATION_JSON_VALUE)
	BreakView assign(@Parameter(description = ID) @PathVariable String id,
			@Parameter(hidden = true) HttpServletRequest request) {
		JsonFields fields = fields(request);
		String by = name(fields, "by");
		String assignee = name(fields, "assignee");
		return act(id, fields, () -> this.actions.assign(id, by, assignee));
	}

	@Operation(operationId = "commentBreak", summary = "Say something about a break",
			requestBody = @RequestBody(required = true,
					content = @Content(schema = @Schema(implementation = Comment.class))))
	@PostMapping(path = "/comment", consumes = MediaType.APPLICATION_JSON_VALUE)
	BreakView comment(@Parameter(description = ID) @PathVariable String id,
			@Parameter(hidden = true) HttpServletRequest request) {
		JsonFields fields = fields(request);
		String by = name(fields, "by");
		String text = fields.text("comment", BreakActionController::isText, textRule("comment"));
		return act(id, fields, () -> this.actions.comment(id, by, text));
	}

	@Operation(operationId = "proposeResolution", summary = "Propose how to resolve a break",
			description = """
					ACCEPT_TREATMENT and ACCEPT_INSURED: the claim clears as that city's book has it, and the other book is \
					corrected. DEDUCT: it clears as the treatment city has it, less `deductFen`. CANCEL: it does not clear, and \
					both books take back what they have of it. Which of them a category allows is checked. Another person \
					must approve; then the next night settles it, as new entries of its day.""",
			requestBody = @RequestBody(required = true,
					content = @Content(schema = @Schema(implementation = Proposal.class))))
	@PostMapping(path = "/propose", consumes = MediaType.APPLICATION_JSON_VALUE)
	BreakView propose(@Parameter(description = ID) @PathVariable String id,
			@Parameter(hidden = true) HttpServletRequest request) {
		JsonFields fields = fields(request);
		String by = name(fields, "by");
		String action = fields.text("action", BreakActionController::isResolution, "The field action must be one of "
				+ Arrays.stream(Resolution.values()).map(Resolution::name).collect(Collectors.joining(", ")) + ".");
		long deductFen = action.equals(Resolution.DEDUCT.name()) ? fields.number("deductFen", 1, DEDUCT_FEN_MAX,
				"The field deductFen must be a whole number of fen from 1 to " + DEDUCT_FEN_MAX + ".") : 0;
		String comment = optionalComment(fields);
		return act(id, fields, () -> this.actions.propose(id, by, Resolution.valueOf(action), deductFen, comment));
	}

	@Operation(operationId = "approveResolution", summary = "Approve a proposal of another person",
			requestBody = @RequestBody(required = true,
					content = @Content(schema = @Schema(implementation = Judgement.class))))
	@PostMapping(path = "/approve", consumes = MediaType.APPLICATION_JSON_VALUE)
	BreakView approve(@Parameter(description = ID) @PathVariable String id,
			@Parameter(hidden = true) HttpServletRequest request) {
		JsonFields fields = fields(request);
		String by = name(fields, "by");
		String comment = optionalComment(fields);
		return act(id, fields, () -> this.actions.approve(id, by, comment));
	}

	@Operation(operationId = "rejectResolution", summary = "Take a proposal from the table",
			description = "Also one that is approved, as long as no night has settled it.",
			requestBody = @RequestBody(required = true,
					content = @Content(schema = @Schema(implementation = Judgement.class))))
	@PostMapping(path = "/reject", consumes = MediaType.APPLICATION_JSON_VALUE)
	BreakView reject(@Parameter(description = ID) @PathVariable String id,
			@Parameter(hidden = true) HttpServletRequest request) {
		JsonFields fields = fields(request);
		String by = name(fields, "by");
		String comment = optionalComment(fields);
		return act(id, fields, () -> this.actions.reject(id, by, comment));
	}

	private BreakView act(String id, JsonFields fields, Supplier<Optional<Break>> action) {
		if (!fields.errors().isEmpty()) {
			throw ProblemException.refused(fields.errors());
		}
		try {
			return action.get()
				.map((held) -> BreakView.of(held, this.days.current().day(), this.breaks.history(id), this.zone))
				.orElseThrow(() -> ProblemException.of(ProblemCode.NOT_FOUND, "There is no break of this id."));
		}
		catch (BreakActionRefusedException ex) {
			throw ProblemException.of(ex.code(), String.valueOf(ex.getMessage()));
		}
	}

	private static JsonFields fields(HttpServletRequest request) {
		return JsonFields
			.of(BodyBytes.read(request, BODY_BYTES_MAX, "An action has at most " + BODY_BYTES_MAX + " bytes."));
	}

	private static String name(JsonFields fields, String field) {
		return fields.text(field, (name) -> name.length() <= NAME_LENGTH_MAX && isText(name),
				"The field " + field + " must be a name of at most " + NAME_LENGTH_MAX + " characters.");
	}

	private static String optionalComment(JsonFields fields) {
		String comment = fields.optionalText("comment", BreakActionController::isText, textRule("comment"));
		return (comment != null) ? comment : "";
	}

	private static String textRule(String field) {
		return "The field " + field + " must be a text of at most " + TEXT_LENGTH_MAX
				+ " characters, without control characters.";
	}

	private static boolean isText(String text) {
		return text.length() <= TEXT_LENGTH_MAX && text.chars().noneMatch(Character::isISOControl);
	}

	private static boolean isResolution(String name) {
		return Arrays.stream(Resolution.values()).anyMatch((resolution) -> resolution.name().equals(name));
	}

	@Schema(name = "BreakAssignment")
	record Assignment(@Schema(example = "Li, Suzhou bureau") String by, @Schema(example = "Wang") String assignee) {
	}

	@Schema(name = "BreakComment")
	record Comment(@Schema(example = "Li, Suzhou bureau") String by,
			@Schema(maxLength = TEXT_LENGTH_MAX, example = "The hospital looks for the receipt.") String comment) {
	}

	@Schema(name = "BreakResolution")
	record Proposal(@Schema(example = "Li, Suzhou bureau") String by, Resolution action,
			@Schema(description = "For DEDUCT alone: what is deducted, without sign.",
					example = "10000") @Nullable Long deductFen,
			@Schema(maxLength = TEXT_LENGTH_MAX) @Nullable String comment) {
	}

	@Schema(name = "BreakJudgement")
	record Judgement(@Schema(example = "Chen, Suzhou bureau") String by,
			@Schema(maxLength = TEXT_LENGTH_MAX) @Nullable String comment) {
	}

}
