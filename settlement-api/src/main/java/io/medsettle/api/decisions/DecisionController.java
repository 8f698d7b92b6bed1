package io.medsettle.api.decisions;

import java.util.List;

import io.medsettle.api.access.Caller;
import io.medsettle.api.access.ClaimAccess;
import io.medsettle.api.http.BodyBytes;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.decision.DecisionOutcome;
import io.medsettle.core.decision.DecisionReader;
import io.medsettle.core.decision.DecisionReader.Reading;
import io.medsettle.core.decision.InsuredDecision;
import io.medsettle.core.decision.InsuredDecisions;
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

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What insured cities say of claims of their insured.
 */
@RestController
@RequestMapping(path = "/api/v1/claims/{hospitalCode}/{claimNo}/decision", produces = MediaType.APPLICATION_JSON_VALUE)
@ConditionalOnRole(Role.API)
@Tag(name = "Bureaus")
class DecisionController {

	private final InsuredDecisions decisions;

	private final ClaimAccess claims;

	DecisionController(InsuredDecisions decisions, ClaimAccess claims) {
		this.claims = claims;
		this.decisions = decisions;
	}

	@Operation(operationId = "decideClaim", summary = "Refuse a claim of an insured, or deduct from it",
			description = """
					For the insured city, until the claim's clearing day is published. A night that publishes by itself takes no \
					more from when it reconciles the day, which is seconds before; where an operator has to confirm the results, \
					a decision sends them back, until they are confirmed. The night holds the claim (REFUSED, DEDUCTED) until \
					the treatment city has accepted it or the two have agreed. The same again has no effect; something else \
					takes the place of what was said before.""")
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = DecisionView.Request.class)))
	@ApiResponse(responseCode = "200", description = "The decision is kept.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@ApiResponse(responseCode = "422", ref = "Problem")
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	DecisionView decide(@Parameter(example = "H31000000001") @PathVariable String hospitalCode,
			@Parameter(example = "H31000000001-20261120-000017") @PathVariable String claimNo,
			HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
		byte[] body = BodyBytes.read(request, DecisionReader.BYTES_MAX,
				"A decision has at most " + DecisionReader.BYTES_MAX + " bytes.");
		ClaimIdentity claim = new ClaimIdentity(hospitalCode, claimNo);
		InsuredDecision decision = switch (DecisionReader.read(body, claim, caller.name())) {
			case Reading.Wrong wrong -> throw ProblemException.refused(wrong.errors());
			case Reading.Read read -> read.decision();
		};
		if (!decision.city().equals(caller.organisation())) {
			throw ProblemException.of(ProblemCode.FORBIDDEN, "A bureau decides for its own city only.");
		}
		return switch (this.decisions.keep(decision)) {
			case DecisionOutcome.Kept kept -> DecisionView.of(kept.decision());
			case DecisionOutcome.UnknownClaim unknown -> throw unknown();
			case DecisionOutcome.Refused refused when !this.claims.isSeenBy(caller, claim) -> throw unknown();
			case DecisionOutcome.Refused refused -> throw ProblemException.refused(List.of(refused.error()));
			case DecisionOutcome.NotNow late ->
				throw ProblemException.of(ProblemCode.DECISION_NOT_ALLOWED, late.message());
		};
	}

	private static ProblemException unknown() {
		return ProblemException.notFound("The insured city's book has no claim of this number.");
	}

	@Operation(operationId = "findDecision", summary = "What the insured city has said of a claim")
	@ApiResponse(responseCode = "200", description = "It has said something.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping
	DecisionView find(@Parameter(example = "H31000000001") @PathVariable String hospitalCode,
			@Parameter(example = "H31000000001-20261120-000017") @PathVariable String claimNo,
			@AuthenticationPrincipal Caller caller) {
		ClaimIdentity claim = new ClaimIdentity(hospitalCode, claimNo);
		return this.decisions.find(claim)
			.filter((kept) -> this.claims.isSeenBy(caller, claim))
			.map(DecisionView::of)
			.orElseThrow(
					() -> ProblemException.notFound("The insured city has said nothing of a claim of this number."));
	}

}
