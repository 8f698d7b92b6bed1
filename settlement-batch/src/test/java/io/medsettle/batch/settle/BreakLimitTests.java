package io.medsettle.batch.settle;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakActionRefusedException;
import io.medsettle.batch.breaks.BreakActions;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakComments;
import io.medsettle.batch.breaks.BreakLimits;
import io.medsettle.batch.breaks.BreakState;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is decided about the reversals of one claim, also at the same time, takes back no
 * more than the claim.
 */
@Tag("invariant-13")
class BreakLimitTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final LocalDate NEXT_DAY = DAY.plusDays(1);

	@ParameterizedTest
	@EnumSource(Database.class)
	void saysWhatIsLeftAndWhoTookTheRest(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow original = ClaimRow.settlement(DAY, 1, "320500", "310000").withFen(80_000, 0, 0);
		engine.books().post(original, original.reversal(DAY, 2).withFen(30_000, 0, 0));
		run(engine, DAY, 2);
		decide(engine, "R-2", Resolution.ACCEPT_TREATMENT, 0);
		engine.books().post(original.reversal(NEXT_DAY, 3));
		run(engine, NEXT_DAY, 1);

		Break held = find(engine, "R-3");
		assertThat(held.category()).isEqualTo(BreakCategory.DOUBLE_REVERSAL);
		assertThat(held.reason()).contains("Of the 800.00 of C-1, taken back or to be: R-2 300.00; left: 500.00.");
		assertThatExceptionOfType(BreakActionRefusedException.class)
			.isThrownBy(() -> decide(engine, "R-3", Resolution.ACCEPT_TREATMENT, 0))
			.withMessageContaining("does not settle a break of the category DOUBLE_REVERSAL")
			.withMessageContaining("R-2 300.00; left: 500.00");
		assertThatExceptionOfType(BreakActionRefusedException.class)
			.isThrownBy(() -> decide(engine, "R-3", Resolution.DEDUCT, 29_999))
			.withMessageContaining("R-2 300.00; left: 500.00")
			.satisfies((refused) -> assertThat(refused.code()).isEqualTo(ProblemCode.BREAK_ACTION_NOT_ALLOWED));
		decide(engine, "R-3", Resolution.DEDUCT, 30_000);
		run(engine, NEXT_DAY.plusDays(1), 0);
		assertThat(engine.bean(Positions.class).obligations(NEXT_DAY.plusDays(1)))
			.containsExactly(new Obligation("320500", "310000", 1, -50_000));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void looksAgainWhenAProposalIsApproved(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow original = ClaimRow.settlement(DAY, 1, "320500", "310000").withFen(80_000, 0, 0);
		engine.books()
			.post(original, original.reversal(DAY, 2).withFen(50_000, 0, 0),
					original.reversal(DAY, 3).withFen(40_000, 0, 0));
		run(engine, DAY, 3);
		BreakActions actions = engine.bean(BreakActions.class);
		for (String reversal : List.of("R-2", "R-3")) {
			actions.propose(find(engine, reversal).id(), "Li", Resolution.ACCEPT_TREATMENT, 0, "");
		}
		actions.approve(find(engine, "R-3").id(), "Chen", "");
		assertThatExceptionOfType(BreakActionRefusedException.class)
			.isThrownBy(() -> actions.approve(find(engine, "R-2").id(), "Chen", ""))
			.withMessageContaining("R-3 400.00; left: 400.00");
		assertThat(find(engine, "R-2").state()).isEqualTo(BreakState.PROPOSED);
	}

	/** As if both had been approved in the same instant. */
	@ParameterizedTest
	@EnumSource(Database.class)
	void settlesOfTwoDecisionsThatDoNotFitTogetherTheFirst(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow original = ClaimRow.settlement(DAY, 1, "320500", "310000").withFen(80_000, 0, 0);
		engine.books()
			.post(original, original.reversal(DAY, 2).withFen(50_000, 0, 0),
					original.reversal(DAY, 3).withFen(40_000, 0, 0));
		run(engine, DAY, 3);
		engine.jdbc()
			.update("""
					update reconciliation_break
					set state = 'APPROVED', resolution = 'ACCEPT_TREATMENT', deduct_fen = 0, proposed_by = 'Li', approved_by = 'Chen'""");
		run(engine, NEXT_DAY, 0);

		assertThat(engine.bean(Positions.class).obligations(NEXT_DAY))
			.containsExactly(new Obligation("320500", "310000", 1, -50_000));
		assertThat(find(engine, "R-3").state()).isEqualTo(BreakState.APPROVED);
		assertThat(find(engine, "R-3").category()).isEqualTo(BreakCategory.DOUBLE_REVERSAL);
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void takesBackBetweenTheCitiesThatHavePaidAndWerePaid(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow original = ClaimRow.settlement(DAY, 1, "320500", "310000").withFen(80_000, 0, 0);
		engine.books().post(Side.TREATMENT, original);
		engine.books().post(Side.INSURED, original.withInsuredCity("330200"));
		run(engine, DAY, 1);
		decide(engine, "C-1", Resolution.ACCEPT_INSURED, 0);
		engine.books().post(original.reversal(NEXT_DAY, 2));
		run(engine, NEXT_DAY, 1);

		assertThat(engine.bean(Positions.class).obligations(NEXT_DAY))
			.containsExactly(new Obligation("330200", "310000", 1, 80_000));
		assertThat(find(engine, "R-2").reason()).contains("The original cleared between 330200 and 310000");
		decide(engine, "R-2", Resolution.ACCEPT_TREATMENT, 0);
		run(engine, NEXT_DAY.plusDays(1), 0);
		assertThat(engine.bean(Positions.class).obligations(NEXT_DAY.plusDays(1)))
			.containsExactly(new Obligation("330200", "310000", 1, -80_000));
	}

	/** Each is judged without looking at all the others. */
	@ParameterizedTest
	@EnumSource(Database.class)
	void takesAClaimBackOnceHoweverManyReversalsItHas(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow original = ClaimRow.settlement(DAY, 1, "320500", "310000").withFen(80_000, 0, 0);
		engine.books().post(original);
		int reversals = 300;
		for (int number = 2; number < 2 + reversals; number++) {
			engine.books().post(original.reversal(DAY, number));
		}
		run(engine, DAY, 1 + reversals);

		assertThat(engine.bean(Positions.class).obligations(DAY))
			.containsExactly(new Obligation("320500", "310000", 2, 0));
		assertThat(engine.breaks(DAY, null, null)).hasSize(reversals - 1)
			.allSatisfy((held) -> assertThat(held.category()).isEqualTo(BreakCategory.DOUBLE_REVERSAL));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void acceptsWhatIsAllowedAndRefusesAllElse(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow claim = ClaimRow.settlement(DAY, 1, "320500", "310000").withFen(80_000, 0, 0);
		ClaimRow rounded = ClaimRow.settlement(DAY, 2, "320500", "310000").withFen(80_000, 0, 0);
		ClaimRow treated = ClaimRow.settlement(DAY, 3, "320500", "310000");
		ClaimRow insured = ClaimRow.settlement(DAY, 4, "320500", "310000");
		engine.books().post(Side.TREATMENT, claim, rounded, treated, claim.reversal(DAY, 9));
		engine.books().post(Side.INSURED, claim.withFen(70_000, 0, 0), rounded.withFen(80_003, 0, 0), insured);
		engine.books().post(ClaimRow.settlement(NEXT_DAY, 5, "320500", "310000").reversal(DAY, 6));
		run(engine, DAY, 5);
		List<Break> held = engine.breaks(DAY, null, null);
		assertThat(held).extracting(Break::category)
			.contains(BreakCategory.FUND_DIFFERS, BreakCategory.INSURED_LEG_MISSING,
					BreakCategory.TREATMENT_LEG_MISSING, BreakCategory.REVERSAL_WITHOUT_ORIGINAL);
		for (Break one : held) {
			List<Resolution> accepted = Arrays.stream(Resolution.values())
				.filter((resolution) -> accepts(engine, one, resolution))
				.toList();
			assertThat(allowed(engine, one)).as(one.toString()).isEqualTo(accepted);
		}
		assertThat(allowed(engine, find(engine, "C-1"))).doesNotContain(Resolution.WRITE_OFF_ROUNDING);
		assertThat(allowed(engine, find(engine, "C-2"))).contains(Resolution.WRITE_OFF_ROUNDING);

		engine.bean(BreakActions.class).propose(find(engine, "C-1").id(), "Li", Resolution.CANCEL, 0, "");
		assertThat(allowed(engine, find(engine, "C-1"))).isEmpty();
	}

	private static List<Resolution> allowed(NightEngine engine, Break held) {
		return engine.bean(BreakLimits.class).allowed(List.of(held)).get(held.id());
	}

	/** A link is refused for the claim that it names, once it is allowed at all. */
	private static boolean accepts(NightEngine engine, Break held, Resolution resolution) {
		BreakActions actions = engine.bean(BreakActions.class);
		try {
			switch (resolution) {
				case LINK -> actions.proposeLink(held.id(), "Li", "C-none", "");
				case WAIT -> engine.bean(BreakComments.class).pend(held.id(), "Li", null, null, "");
				default -> actions.propose(held.id(), "Li", resolution, (resolution == Resolution.DEDUCT) ? 1 : 0, "");
			}
		}
		catch (BreakActionRefusedException ex) {
			return String.valueOf(ex.getMessage()).contains("no claim of the number and of the same insured city");
		}
		actions.reopen(held.id(), "Li", "");
		return true;
	}

	private static void decide(NightEngine engine, String claimNo, Resolution resolution, long deductFen) {
		BreakActions actions = engine.bean(BreakActions.class);
		String id = find(engine, claimNo).id();
		actions.propose(id, "Li", resolution, deductFen, "");
		actions.approve(id, "Chen", "");
	}

	private static Break find(NightEngine engine, String claimNo) {
		return engine.breaks(null, null, null)
			.stream()
			.filter((held) -> claimNo.equals(held.claimNo()))
			.findFirst()
			.orElseThrow();
	}

	private static void run(NightEngine engine, LocalDate day, long events) {
		engine.watermark().submit(events);
		assertThat(Nights.run(engine, day).failure()).isNull();
	}

}
