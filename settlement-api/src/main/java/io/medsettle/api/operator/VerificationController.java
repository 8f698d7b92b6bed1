package io.medsettle.api.operator;

import java.time.Duration;
import java.time.LocalDate;

import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.verify.Verifications;
import io.medsettle.core.database.StatementTime;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Holding published days against their claims.
 */
@RestController
@RequestMapping("/api/v1/clearing-days/{day}")
@ConditionalOnRole(Role.API)
@Tag(name = "Operators")
class VerificationController {

	/** About how long a day of a million claims takes. */
	private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

	private final Verifications verifications;

	VerificationController(Verifications verifications) {
		this.verifications = verifications;
	}

	@Operation(operationId = "verifyDay", summary = "Verify a published day now", description = """
			Calculates the day once more from the stored claims alone and holds positions, clearing entries and \
			files against that. Answers when that is done: about half a minute for a million claims. A process \
			verifies one day at a time.""")
	@ApiResponse(responseCode = "200", description = "What came of it, whether the day holds or not.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "503", ref = "Unavailable")
	@PostMapping(path = "/verify", produces = MediaType.APPLICATION_JSON_VALUE)
	VerificationView verify(@Parameter(example = "2026-11-20") @PathVariable LocalDate day,
			HttpServletRequest request) {
		JsonBody.requireNoneOrJson(request);
		if (!this.verifications.isPublished(day)) {
			throw ProblemException.notFound("There is no published clearing day " + day + ".");
		}
		try (StatementTime.Limit ignored = StatementTime.unlimited()) {
			return this.verifications.verify(day)
				.map(VerificationView::of)
				.orElseThrow(() -> ProblemException
					.unavailable("Another day is being verified; there is one at a time.", RETRY_AFTER));
		}
	}

	@Operation(operationId = "findVerification", summary = "What came of verifying a day", description = """
			The last time. Every day is verified by itself once it is published, which may take some seconds.""")
	@ApiResponse(responseCode = "200", description = "The day was verified.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping(path = "/verification", produces = MediaType.APPLICATION_JSON_VALUE)
	VerificationView find(@Parameter(example = "2026-11-20") @PathVariable LocalDate day) {
		return this.verifications.last(day)
			.map(VerificationView::of)
			.orElseThrow(() -> ProblemException
				.notFound("Clearing day " + day + " was not verified yet; it is once it is published."));
	}

}
