package io.medsettle.api.operator;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.listener.DeadLetter;
import io.medsettle.core.listener.DeadLetters;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
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

	DeadLetterController(DeadLetters deadLetters) {
		this.deadLetters = deadLetters;
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

	/**
	 * One page of dead letters.
	 */
	record DeadLetterPage(@Schema(description = "Newest first.") List<DeadLetterView> deadLetters, @Schema(
			description = "Absent on the last page.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {
	}

}
