package io.medsettle.api.proposals;

import java.net.URI;
import java.util.List;

import io.medsettle.api.access.Caller;
import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
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
 * What waits for a second person.
 */
@RestController
@RequestMapping(path = "/api/v1/proposals", produces = MediaType.APPLICATION_JSON_VALUE)
@ConditionalOnRole(Role.API)
@Tag(name = "Operators")
class ProposalController {

	private static final String ID = "The id of the proposal.";

	private final Proposals proposals;

	ProposalController(Proposals proposals) {
		this.proposals = proposals;
	}

	@Operation(operationId = "listProposals", summary = "What was proposed",
			description = "Newest first, at most " + Proposals.LISTED_MAX + ".")
	@ApiResponse(responseCode = "200", description = "What matches.")
	@GetMapping
	ProposalList list(@Parameter(description = "Only those in this state.") @RequestParam(
			required = false) Proposal.@Nullable State state) {
		return new ProposalList(this.proposals.list(state).stream().map(ProposalView::of).toList());
	}

	@Operation(operationId = "findProposal", summary = "A proposal")
	@ApiResponse(responseCode = "200", description = "The proposal is known.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@GetMapping("/{id}")
	ProposalView find(@Parameter(description = ID) @PathVariable String id) {
		return this.proposals.find(id)
			.map(ProposalView::of)
			.orElseThrow(() -> ProblemException.notFound("There is no proposal of this id."));
	}

	@Operation(operationId = "approveProposal", summary = "Approve a proposal of another person",
			description = "It is done at once; Location says where what has come of it is found. No body is needed.")
	@ApiResponse(responseCode = "200", description = "It is done.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@PostMapping("/{id}/approve")
	ResponseEntity<ProposalView> approve(@Parameter(description = ID) @PathVariable String id,
			HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
		JsonBody.requireNoneOrJson(request);
		URI result = URI.create(this.proposals.approve(id, caller));
		return ResponseEntity.ok().location(result).body(find(id));
	}

	@Operation(operationId = "rejectProposal", summary = "Reject a proposal, or take one's own back",
			description = "No body is needed.")
	@ApiResponse(responseCode = "200", description = "It is not done.")
	@ApiResponse(responseCode = "404", ref = "NotFound")
	@ApiResponse(responseCode = "409", ref = "Conflict")
	@PostMapping("/{id}/reject")
	ProposalView reject(@Parameter(description = ID) @PathVariable String id, HttpServletRequest request,
			@AuthenticationPrincipal Caller caller) {
		JsonBody.requireNoneOrJson(request);
		this.proposals.reject(id, caller);
		return find(id);
	}

	/**
	 * A list of proposals.
	 */
	record ProposalList(List<ProposalView> proposals) {
	}

}
