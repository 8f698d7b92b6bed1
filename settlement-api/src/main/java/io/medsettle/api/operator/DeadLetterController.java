package io.medsettle.api.operator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.medsettle.api.http.ProblemException;
import io.medsettle.api.language.ReaderLanguage;
import io.medsettle.core.listener.DeadLetter;
import io.medsettle.core.listener.DeadLetters;
import io.medsettle.core.listener.EventPlace;
import io.medsettle.core.problem.InputError;
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

	private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

	private final DeadLetters deadLetters;

	private final DeadLetterRedrive redrive;

	DeadLetterController(DeadLetters deadLetters, DeadLetterRedrive redrive) {
		this.deadLetters = deadLetters;
		this.redrive = redrive;
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

	@Operation(operationId = "redriveDeadLetter", summary = "Submit a dead letter again",
			description = """
					Appends the same key and bytes once more, as a new event: a claim, or a leg of one, to claims.submitted, a \
					decision to claims.decided. The engine vouches for it then; but what was put aside for its signature keeps it, \
					and is judged by it anew. The old event stays what it counts as. Once is enough: a second time is refused. \
					With `dryRun` nothing is appended.""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Actor.class)))
	@ApiResponse(responseCode = "200", description = "What becomes of it.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@PostMapping(path = "/{id}/redrive", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	RedriveView redrive(@Parameter(example = "claims.decided-3-1204") @PathVariable String id,
			@Parameter(description = "Whether only to look.") @RequestParam(defaultValue = "false") boolean dryRun,
			HttpServletRequest request) {
		String actor = Actor.of(request);
		DeadLetter letter = find(id);
		try {
			DeadLetterRedrive.Prospect prospect = dryRun ? this.redrive.tryOut(letter)
					: this.redrive.redrive(letter, actor);
			String objection = prospect.objection();
			return new RedriveView(id, prospect.topic(), (objection != null) ? ReaderLanguage.say(objection) : null,
					!dryRun);
		}
		catch (DeadLetterRedrive.NotRedrivableException ex) {
			throw ProblemException.of(ProblemCode.DEAD_LETTER_NOT_REDRIVABLE, String.valueOf(ex.getMessage()));
		}
		catch (KafkaException ex) {
			throw ProblemException.unavailable("Kafka does not answer; nothing was noted.", RETRY_AFTER);
		}
	}

	@Operation(operationId = "dropDeadLetter", summary = "Leave a dead letter as it is",
			description = "Notes who has looked at it and that nothing is to be done. The first who does something stands.")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = Actor.class)))
	@ApiResponse(responseCode = "200", description = "The dead letter.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@PostMapping(path = "/{id}/drop", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	DeadLetterView drop(@Parameter(example = "claims.decided-3-1204") @PathVariable String id,
			HttpServletRequest request) {
		String actor = Actor.of(request);
		this.redrive.drop(find(id), actor);
		return DeadLetterView.of(find(id));
	}

	private DeadLetter find(String id) {
		EventPlace place = EventPlace.parse(id);
		return Optional.ofNullable(place)
			.flatMap(this.deadLetters::find)
			.orElseThrow(() -> ProblemException.notFound("There is no such dead letter."));
	}

	/**
	 * What becomes of a dead letter that is submitted again.
	 */
	@Schema(name = "Redrive")
	record RedriveView(@Schema(example = "claims.decided-3-1204", description = "The dead letter.") String id,
			@Schema(example = "claims.decided", description = "Where it is appended.") String topic,
			@Schema(description = "What stands against it by itself, as things are now; absent if nothing does.",
					example = "The hospital is not in the registry on the day of the claim.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String objection,
			@Schema(description = "Whether it was appended.") boolean redriven) {
	}

	/**
	 * One page of dead letters.
	 */
	record DeadLetterPage(@Schema(description = "Newest first.") List<DeadLetterView> deadLetters, @Schema(
			description = "Absent on the last page.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {
	}

}
