package io.medsettle.batch.simulation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakActionRefusedException;
import io.medsettle.batch.breaks.BreakActions;
import io.medsettle.batch.breaks.BreakComments;
import io.medsettle.batch.breaks.BreakQuery;
import io.medsettle.batch.breaks.Breaks;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.decision.DecisionOutcome;
import io.medsettle.core.decision.DecisionReason;
import io.medsettle.core.decision.InsuredDecision;
import io.medsettle.core.decision.InsuredDecisions;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people do about breaks, and what insured cities say of claims.
 */
final class Bureaus {

	/** To wait needs no second person and changes nothing. */
	private static final List<Resolution> PROPOSED = Arrays.stream(Resolution.values())
		.filter((resolution) -> resolution != Resolution.WAIT)
		.toList();

	private final Breaks breaks;

	private final BreakActions actions;

	private final BreakComments comments;

	private final InsuredDecisions decisions;

	private final ReferenceModel model;

	private final Random random;

	/** What reversals take back by two persons' decision. */
	private final Map<Identity, Identity> links = new HashMap<>();

	Bureaus(NightEngine engine, ReferenceModel model, Random random) {
		this.breaks = engine.bean(Breaks.class);
		this.actions = engine.bean(BreakActions.class);
		this.comments = engine.bean(BreakComments.class);
		this.decisions = engine.bean(InsuredDecisions.class);
		this.model = model;
		this.random = random;
	}

	Map<Identity, Identity> links() {
		return this.links;
	}

	@Nullable String assign() {
		ReferenceBreak held = any("OPEN", "REOPENED", "ASSIGNED");
		if (held == null) {
			return null;
		}
		this.comments.assign(idOf(held), "Li", "Zhao");
		held.state = "ASSIGNED";
		return "Zhao takes " + held.claim + " in hand";
	}

	/** Any resolution, also one that is not for such a break. */
	@Nullable String propose() {
		ReferenceBreak held = any("OPEN", "REOPENED", "ASSIGNED");
		if (held == null) {
			return null;
		}
		Resolution resolution = anyResolution(held);
		long deductFen = (resolution == Resolution.DEDUCT) ? deductFen(held) : 0;
		Identity linked = (resolution == Resolution.LINK) ? anyOfHospital(held) : null;
		String what = "%s%s for %s".formatted(resolution,
				(linked != null) ? " to " + linked.claimNo() : (deductFen != 0) ? " " + deductFen : "", held);
		String refusal = this.model.desk().refusesProposal(held, resolution.name(), deductFen, linked);
		boolean proposed = act("propose " + what, refusal, (id) -> {
			if (linked != null) {
				this.actions.proposeLink(id, "Li", linked.claimNo(), "");
			}
			else {
				this.actions.propose(id, "Li", resolution, deductFen, "");
			}
		}, held);
		if (proposed) {
			held.propose(resolution.name(), deductFen, linked);
		}
		return proposed ? "Li proposes " + what : "Li is refused " + what + ": " + refusal;
	}

	@Nullable String approve() {
		ReferenceBreak held = any("PROPOSED");
		if (held == null) {
			return null;
		}
		String what = "%s%s%s for %s".formatted(held.resolution, (held.deductFen != 0) ? " " + held.deductFen : "",
				(held.linked != null) ? " to " + held.linked.claimNo() : "", held);
		String refusal = this.model.desk().refusesApproval(held);
		boolean approved = act("approve " + what, refusal, (id) -> this.actions.approve(id, "Chen", ""), held);
		if (approved) {
			held.state = "APPROVED";
			if (held.linked != null) {
				this.links.put(held.claim, held.linked);
			}
		}
		return approved ? "Chen approves " + what : "Chen is refused " + what + ": " + refusal;
	}

	@Nullable String reject() {
		ReferenceBreak held = any("PROPOSED", "APPROVED");
		if (held == null) {
			return null;
		}
		this.actions.reject(idOf(held), "Wang", "");
		held.reopen();
		this.links.remove(held.claim);
		return "Wang rejects what was proposed for " + held.claim;
	}

	/**
	 * Does something about a break, which the engine must refuse if the model does.
	 * @return whether it is done
	 */
	private boolean act(String what, @Nullable String refusal, Consumer<String> action, ReferenceBreak held) {
		String id = idOf(held);
		try {
			action.accept(id);
		}
		catch (BreakActionRefusedException ex) {
			if (refusal == null) {
				throw new AssertionError("The engine refuses to " + what + ": " + ex.getMessage(), ex);
			}
			assertThat(ex.code()).isEqualTo(ProblemCode.BREAK_ACTION_NOT_ALLOWED);
			return false;
		}
		if (refusal != null) {
			throw new AssertionError("The engine lets people " + what + ", but " + refusal + ".");
		}
		return true;
	}

	/** Mostly one that is for such a break. */
	private Resolution anyResolution(ReferenceBreak held) {
		List<Resolution> possible = Arrays.stream(Resolution.values())
			.filter((resolution) -> resolution != Resolution.WAIT)
			.filter((resolution) -> ReferenceRules.allow(resolution.name(), held.categories()))
			.toList();
		List<Resolution> among = (this.random.nextInt(5) > 0) ? possible : PROPOSED;
		return among.get(this.random.nextInt(among.size()));
	}

	/** Sometimes all of it or more. */
	private long deductFen(ReferenceBreak held) {
		long fen = Math.abs(held.shown().clearedFen());
		return 1 + this.random.nextLong(fen + 1);
	}

	/** Rather one that it repeats. */
	private Identity anyOfHospital(ReferenceBreak held) {
		Content reversal = held.shown().content();
		List<Identity> all = this.model.book(Side.TREATMENT)
			.keySet()
			.stream()
			.filter((claim) -> claim.hospitalCode().equals(held.claim.hospitalCode()))
			.toList();
		List<Identity> exact = all.stream()
			.filter((claim) -> Objects.requireNonNull(this.model.booked(Side.TREATMENT, claim)).isTakenBackBy(reversal))
			.toList();
		List<Identity> among = (exact.isEmpty() || this.random.nextInt(4) == 0) ? all : exact;
		return among.isEmpty() ? new Identity(held.claim.hospitalCode(), "nothing")
				: among.get(this.random.nextInt(among.size()));
	}

	String contest(Content claim) {
		boolean refuses = this.random.nextBoolean();
		long deductFen = refuses ? 0 : 1 + this.random.nextLong(claim.clearedFen() - 1);
		DecisionOutcome kept = this.decisions
			.keep(new InsuredDecision(new ClaimIdentity(claim.hospitalCode(), claim.claimNo()), claim.insuredCity(),
					refuses ? InsuredDecision.Kind.REFUSE : InsuredDecision.Kind.DEDUCT, deductFen,
					DecisionReason.NOT_COVERED, "", "Wu"));
		assertThat(kept).isInstanceOf(DecisionOutcome.Kept.class);
		this.model.hear(claim.identity(), deductFen);
		return claim.insuredCity() + (refuses ? " refuses " : " deducts " + deductFen + " from ") + claim;
	}

	private @Nullable ReferenceBreak any(String... states) {
		List<ReferenceBreak> among = this.model.open()
			.stream()
			.filter((held) -> Arrays.asList(states).contains(held.state))
			.toList();
		return among.isEmpty() ? null : among.get(this.random.nextInt(among.size()));
	}

	private String idOf(ReferenceBreak held) {
		return this.breaks.list(new BreakQuery(null, null, null, null, null, null, null))
			.stream()
			.filter((known) -> known.hospitalCode().equals(held.claim.hospitalCode()))
			.filter((known) -> held.claim.claimNo().equals(known.claimNo()))
			.filter((known) -> known.category().holdsClaim())
			.map(Break::id)
			.findFirst()
			.orElseThrow(() -> new AssertionError("The engine does not hold " + held + "."));
	}

}
