package io.medsettle.batch.breaks;

import java.util.Objects;
import java.util.Optional;

import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.ledger.EventRegister;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.problem.TextRules;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people decide about breaks between the nights. A decision takes two of them; the
 * next night settles it. Each action is kept with who took it and when.
 * <p>
 * All methods return the break as it then is, or nothing if there is none of that id, and
 * throw a {@link BreakActionRefusedException} if the action does not fit the break.
 */
@Component
public class BreakActions {

	private static final String PROPOSE = """
			update reconciliation_break
			set state = 'PROPOSED', resolution = :resolution, deduct_fen = :deductFen, linked_claim_no = :linkedClaimNo,
			    proposed_by = :actor, approved_by = null, due_date = null, waits_for = null
			where break_id = :id""";

	private static final String APPROVE = """
			update reconciliation_break set state = 'APPROVED', approved_by = :actor where break_id = :id""";

	private static final String REOPEN = """
			update reconciliation_break
			set state = 'REOPENED', resolution = null, deduct_fen = null, linked_claim_no = null, proposed_by = null,
			    approved_by = null, due_date = null, waits_for = null
			where break_id = :id""";

	private final JdbcClient jdbc;

	private final BreakWorkflow workflow;

	private final BreakLimits limits;

	private final BreakHistory history;

	private final EventRegister register;

	BreakActions(JdbcClient jdbc, BreakWorkflow workflow, BreakLimits limits, BreakHistory history,
			EventRegister register) {
		this.jdbc = jdbc;
		this.workflow = workflow;
		this.limits = limits;
		this.history = history;
		this.register = register;
	}

	/**
	 * Proposes how to resolve the break.
	 * @param deductFen what is to be deducted, for a deduction; else 0
	 */
	public Optional<Break> propose(String id, String actor, Resolution resolution, long deductFen, String comment) {
		return this.workflow.act(id, (held) -> {
			requireLegal(held, resolution);
			if (resolution == Resolution.DEDUCT && (deductFen <= 0 || deductFen >= Math.abs(held.clearedFen()))) {
				throw BreakActionRefusedException
					.notAllowed("A deduction takes something and leaves something of the " + Math.abs(held.clearedFen())
							+ " fen that would clear; to leave nothing, propose " + Resolution.CANCEL + ".");
			}
			propose(held, new Break.Proposal(resolution, deductFen, null, actor, null), comment);
		});
	}

	/**
	 * Proposes that a reversal takes back another claim of its hospital than the one it
	 * names.
	 */
	public Optional<Break> proposeLink(String id, String actor, String originalClaimNo, String comment) {
		return this.workflow.act(id, (held) -> {
			requireLegal(held, Resolution.LINK);
			propose(held, new Break.Proposal(Resolution.LINK, 0, originalClaimNo, actor, null), comment);
		});
	}

	/**
	 * Approves what another person has proposed.
	 */
	public Optional<Break> approve(String id, String actor, String comment) {
		return approve(id, Approver.named(actor), comment);
	}

	/**
	 * Approves what another person has proposed.
	 */
	public Optional<Break> approve(String id, Approver approver, String comment) {
		return this.workflow.act(id, (held) -> {
			this.workflow.leave(held, BreakState.APPROVED);
			Break.@Nullable Proposal proposal = held.proposal();
			Optional<String> objection = approver.objectionTo(Objects.requireNonNull(proposal).proposedBy());
			if (objection.isPresent()) {
				throw new BreakActionRefusedException(ProblemCode.SAME_PERSON, objection.get());
			}
			// Others may have been decided since it was proposed, and a night may have
			// found more.
			requireAllowed(held, proposal.resolution());
			this.limits.require(held, proposal);
			this.jdbc.sql(APPROVE).param("id", id).param("actor", approver.name()).update();
			if (proposal.originalClaimNo() != null) {
				this.register.link(claim(held), proposal.originalClaimNo());
			}
			this.history.note(held, approver.name(), BreakEvent.Kind.APPROVED, comment);
		});
	}

	/**
	 * Rejects a proposal, also one that is approved but not settled yet.
	 */
	public Optional<Break> reject(String id, String actor, String comment) {
		return this.workflow.act(id, (held) -> {
			if (held.state() != BreakState.PROPOSED && held.state() != BreakState.APPROVED) {
				throw BreakActionRefusedException
					.notAllowed("There is no proposal to reject; the break is " + held.state() + ".");
			}
			reopen(held);
			this.history.note(held, actor, BreakEvent.Kind.REJECTED, comment);
		});
	}

	/**
	 * Lets a break begin again, whatever has been proposed or waited for, as long as no
	 * night has settled it.
	 */
	public Optional<Break> reopen(String id, String actor, String comment) {
		return this.workflow.act(id, (held) -> {
			reopen(held);
			this.history.note(held, actor, BreakEvent.Kind.REOPENED, comment);
		});
	}

	private void reopen(Break held) {
		this.workflow.leave(held, BreakState.REOPENED);
		Break.Proposal proposal = held.proposal();
		if (proposal != null && proposal.originalClaimNo() != null) {
			this.register.unlink(claim(held), proposal.originalClaimNo());
		}
		this.jdbc.sql(REOPEN).param("id", held.id()).update();
	}

	private static ClaimIdentity claim(Break held) {
		return new ClaimIdentity(held.hospitalCode(), Objects.requireNonNull(held.claimNo()));
	}

	private void propose(Break held, Break.Proposal proposal, String comment) {
		this.limits.require(held, proposal);
		this.jdbc.sql(PROPOSE)
			.param("id", held.id())
			.param("resolution", proposal.resolution().name())
			.param("deductFen", proposal.deductFen())
			.param("linkedClaimNo", proposal.originalClaimNo())
			.param("actor", proposal.proposedBy())
			.update();
		this.history.note(held, proposal.proposedBy(), BreakEvent.Kind.PROPOSED, proposed(proposal, comment));
	}

	private void requireLegal(Break held, Resolution resolution) {
		this.workflow.leave(held, BreakState.PROPOSED);
		requireAllowed(held, resolution);
	}

	private void requireAllowed(Break held, Resolution resolution) {
		if (!resolution.needsApproval() || !resolution.settlesAll(held.categories())) {
			BreakCategory forbidding = held.categories()
				.stream()
				.filter((category) -> !resolution.settles(category))
				.findFirst()
				.orElse(held.category());
			throw BreakActionRefusedException.notAllowed(
					resolution + " does not settle a break of the category " + forbidding + ". " + held.reason());
		}
	}

	private static String proposed(Break.Proposal proposal, String comment) {
		String what = switch (proposal.resolution()) {
			case DEDUCT -> Resolution.DEDUCT + " " + proposal.deductFen() + " fen";
			case LINK -> Resolution.LINK + " to " + proposal.originalClaimNo();
			default -> proposal.resolution().name();
		};
		return comment.isEmpty() ? what : what + ": " + comment;
	}

	/**
	 * Who approves what somebody else has proposed.
	 */
	public interface Approver {

		String name();

		/**
		 * What stands against their approving what somebody has proposed, in a sentence;
		 * nothing if they may.
		 */
		Optional<String> objectionTo(String proposedBy);

		/** Somebody of whom nothing is known but the name. */
		static Approver named(String name) {
			return new Approver() {

				@Override
				public String name() {
					return name;
				}

				@Override
				public Optional<String> objectionTo(String proposedBy) {
					return TextRules.isSamePerson(proposedBy, name)
							? Optional.of("The proposal is of " + name + "; another person must approve it.")
							: Optional.empty();
				}
			};
		}

	}

}
