package io.medsettle.api.proposals;

import java.net.URI;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;

/**
 * What somebody has proposed, as it is shown.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Proposal", description = "What one person has proposed, and waits for another.")
public record ProposalView(@Schema(description = "Names it for ever.") String id,
		@Schema(description = "What is to be done.") Proposal.Act act,
		@Schema(description = "With what: a day, or the id of a dead letter.", example = "2026-11-20") String subject,
		@Schema(description = "Why; may be empty.") String reason,
		@Schema(description = "What has become of it.") Proposal.State state,
		@Schema(description = "Who has proposed it.", example = "operator") String proposedBy,
		@Schema(description = "When it was proposed.") Instant proposedAt,
		@Schema(description = "Who has approved or rejected it; absent before.",
				example = "checker") @Nullable String decidedBy,
		@Schema(description = "When; absent before.") @Nullable Instant decidedAt) {

	static ProposalView of(Proposal proposal) {
		return new ProposalView(proposal.id(), proposal.act(), proposal.subject(), proposal.reason(), proposal.state(),
				proposal.proposedBy(), proposal.proposedAt(), proposal.decidedBy(), proposal.decidedAt());
	}

	/** 202 with where the proposal is found, and approved. */
	public static ResponseEntity<ProposalView> accepted(Proposal proposal) {
		return ResponseEntity.accepted().location(URI.create("/api/v1/proposals/" + proposal.id())).body(of(proposal));
	}

}
