package io.medsettle.batch.simulation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.medsettle.batch.reconcile.Break;
import io.medsettle.batch.reconcile.BreakActions;
import io.medsettle.batch.reconcile.BreakCorrespondence;
import io.medsettle.batch.reconcile.Breaks;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.catalogue.BreakCategory;
import io.medsettle.core.catalogue.DecisionReason;
import io.medsettle.core.catalogue.Resolution;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.decision.InsuredDecision;
import io.medsettle.core.decision.InsuredDecisions;
import io.medsettle.core.decision.Keeping;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people do about breaks, and what insured cities say of claims.
 */
final class Bureaus {

	/** The others are proposed of few claims, or not proposed at all. */
	private static final Set<Resolution> PROPOSED = EnumSet.of(Resolution.ACCEPT_TREATMENT, Resolution.ACCEPT_INSURED,
			Resolution.DEDUCT, Resolution.CANCEL);

	private final Breaks breaks;

	private final BreakActions actions;

	private final BreakCorrespondence correspondence;

	private final InsuredDecisions decisions;

	private final ReferenceModel model;

	private final Random random;

	Bureaus(NightEngine engine, ReferenceModel model, Random random) {
		this.breaks = engine.bean(Breaks.class);
		this.actions = engine.bean(BreakActions.class);
		this.correspondence = engine.bean(BreakCorrespondence.class);
		this.decisions = engine.bean(InsuredDecisions.class);
		this.model = model;
		this.random = random;
	}

	@Nullable String assign() {
		Held held = any("OPEN", "REOPENED", "ASSIGNED");
		if (held == null) {
			return null;
		}
		this.correspondence.assign(idOf(held), "Li", "Zhao");
		held.state = "ASSIGNED";
		return "Zhao takes " + held.claim + " in hand";
	}

	@Nullable String propose() {
		Held held = any("OPEN", "REOPENED", "ASSIGNED");
		if (held == null) {
			return null;
		}
		BreakCategory category = BreakCategory.valueOf(held.category);
		long fen = Math.abs(held.shown().clearedFen());
		List<Resolution> possible = Arrays.stream(Resolution.values())
			.filter((resolution) -> resolution.settles(category))
			.filter((resolution) -> PROPOSED.contains(resolution))
			.filter((resolution) -> resolution != Resolution.DEDUCT || fen > 1)
			.filter((resolution) -> resolution != Resolution.ACCEPT_INSURED || !lacksReversal(held))
			.toList();
		Resolution resolution = possible.get(this.random.nextInt(possible.size()));
		long deductFen = (resolution == Resolution.DEDUCT) ? 1 + this.random.nextLong(fen - 1) : 0;
		this.actions.propose(idOf(held), "Li", resolution, deductFen, "");
		held.state = "PROPOSED";
		held.resolution = resolution.name();
		held.deductFen = deductFen;
		return "Li proposes %s %d for %s".formatted(resolution, deductFen, held);
	}

	private static boolean lacksReversal(Held held) {
		return held.treatment == null && held.shown().content().isReversal();
	}

	@Nullable String approve() {
		Held held = any("PROPOSED");
		if (held == null) {
			return null;
		}
		this.actions.approve(idOf(held), "Chen", "");
		held.state = "APPROVED";
		return "Chen approves %s %d for %s".formatted(held.resolution, held.deductFen, held);
	}

	@Nullable String reject() {
		Held held = any("PROPOSED", "APPROVED");
		if (held == null) {
			return null;
		}
		this.actions.reject(idOf(held), "Wang", "");
		held.state = "REOPENED";
		return "Wang rejects what was proposed for " + held.claim;
	}

	String contest(Content claim) {
		boolean refuses = this.random.nextBoolean();
		long deductFen = refuses ? 0 : 1 + this.random.nextLong(claim.clearedFen() - 1);
		Keeping kept = this.decisions.keep(new InsuredDecision(new ClaimIdentity(claim.hospitalCode(), claim.claimNo()),
				claim.insuredCity(), refuses ? InsuredDecision.Kind.REFUSE : InsuredDecision.Kind.DEDUCT, deductFen,
				DecisionReason.NOT_COVERED, "", "Wu"));
		assertThat(kept).isInstanceOf(Keeping.Kept.class);
		this.model.hear(claim.identity(), deductFen);
		return claim.insuredCity() + (refuses ? " refuses " : " deducts " + deductFen + " from ") + claim;
	}

	private @Nullable Held any(String... states) {
		List<Held> among = this.model.open()
			.stream()
			.filter((held) -> Arrays.asList(states).contains(held.state))
			.toList();
		return among.isEmpty() ? null : among.get(this.random.nextInt(among.size()));
	}

	private String idOf(Held held) {
		return this.breaks.list(null, null, null)
			.stream()
			.filter((known) -> known.hospitalCode().equals(held.claim.hospitalCode()))
			.filter((known) -> held.claim.claimNo().equals(known.claimNo()))
			.filter((known) -> known.category().holdsClaim())
			.map(Break::id)
			.findFirst()
			.orElseThrow(() -> new AssertionError("The engine does not hold " + held + "."));
	}

}
