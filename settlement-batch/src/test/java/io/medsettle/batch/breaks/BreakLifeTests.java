package io.medsettle.batch.breaks;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.decision.DecisionOutcome;
import io.medsettle.core.decision.DecisionReason;
import io.medsettle.core.decision.InsuredDecision;
import io.medsettle.core.decision.InsuredDecisions;
import io.medsettle.core.ledger.Side;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What people can do about a break, in which order, and what the books have of it in the
 * end.
 */
@Tag("invariant-4")
class BreakLifeTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final LocalDate NEXT_DAY = DAY.plusDays(1);

	private static final LocalDate THIRD_DAY = DAY.plusDays(2);

	private static final String SET_STATE = """
			update reconciliation_break
			set state = ?, due_date = ?, resolution = 'CANCEL', deduct_fen = 0, proposed_by = 'Li'""";

	/** What a city is owed or owes for a claim, by all of its entries. */
	private static final String OWED = """
			select coalesce(sum(case when debit_account = %1$d then fen when credit_account = %1$d then -fen else 0 end), 0)
			from %2$s where claim_no = ?""";

	/** In which states each action may be taken; in all others it is refused. */
	private static final Map<String, Set<BreakState>> LEGAL = Map.of("assign",
			EnumSet
				.of(BreakState.OPEN, BreakState.REOPENED, BreakState.ASSIGNED, BreakState.PENDING, BreakState.EXPIRED),
			"pend",
			EnumSet
				.of(BreakState.OPEN, BreakState.REOPENED, BreakState.ASSIGNED, BreakState.PENDING, BreakState.EXPIRED),
			"propose",
			EnumSet.of(BreakState.OPEN, BreakState.REOPENED, BreakState.ASSIGNED, BreakState.PENDING,
					BreakState.EXPIRED),
			"approve", EnumSet.of(BreakState.PROPOSED), "reject", EnumSet.of(BreakState.PROPOSED, BreakState.APPROVED),
			"reopen",
			EnumSet.of(BreakState.ASSIGNED, BreakState.PENDING, BreakState.EXPIRED, BreakState.PROPOSED,
					BreakState.APPROVED),
			"comment", EnumSet.allOf(BreakState.class), "evidence", EnumSet.allOf(BreakState.class));

	@ParameterizedTest
	@EnumSource(Database.class)
	void onlyLegalActionsAreTaken(Database database) {
		NightEngine engine = heldBy(database, (claim) -> claim.withFen(30_000, 49_999, 48_651));
		String id = only(engine).id();
		BreakActions decisions = engine.bean(BreakActions.class);
		BreakComments talks = engine.bean(BreakComments.class);
		Map<String, Runnable> actions = Map.of("assign", () -> talks.assign(id, "Chen", "Wang"), "pend",
				() -> talks.pend(id, "Chen", null, null, ""), "propose",
				() -> decisions.propose(id, "Chen", Resolution.CANCEL, 0, ""), "approve",
				() -> decisions.approve(id, "Chen", ""), "reject", () -> decisions.reject(id, "Chen", ""), "reopen",
				() -> decisions.reopen(id, "Chen", ""), "comment", () -> talks.comment(id, "Chen", "x"), "evidence",
				() -> talks.evidence(id, "Chen", new BreakEvent.Evidence("receipt", null, null), ""));
		assertThat(actions.keySet()).isEqualTo(LEGAL.keySet());
		for (BreakState state : BreakState.values()) {
			actions.forEach((name, action) -> {
				put(engine, state);
				assertThat(only(engine).state()).isEqualTo(state);
				if (LEGAL.get(name).contains(state)) {
					action.run();
				}
				else {
					assertThatExceptionOfType(BreakActionRefusedException.class).as("%s of %s", name, state)
						.isThrownBy(action::run);
					assertThat(only(engine).state()).isEqualTo(state);
				}
			});
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void whoWaitsInVainIsTold(Database database) {
		NightEngine engine = heldBy(database, (claim) -> claim.withFen(30_000, 49_999, 48_651));
		String id = only(engine).id();
		BreakComments talks = engine.bean(BreakComments.class);
		assertThatExceptionOfType(BreakActionRefusedException.class)
			.isThrownBy(() -> talks.pend(id, "Li", DAY, null, ""));
		Break waiting = talks.pend(id, "Li", NEXT_DAY, BreakOwner.HOSPITAL, "It looks for the receipt.").orElseThrow();
		assertThat(waiting.state()).isEqualTo(BreakState.PENDING);
		assertThat(waiting.handling().owner()).isEqualTo(BreakOwner.HOSPITAL);
		assertThat(list(engine, BreakOwner.HOSPITAL)).hasSize(1);
		assertThat(list(engine, BreakOwner.OPERATOR)).isEmpty();

		run(engine, NEXT_DAY, 0);
		Break expired = only(engine);
		assertThat(expired.state()).isEqualTo(BreakState.EXPIRED);
		assertThat(engine.breaks(null, null, BreakState.EXPIRED)).hasSize(1);
		assertThat(engine.breaks(null, null, BreakState.PENDING)).isEmpty();
		assertThat(engine.bean(BreakAges.class).list("320500", null))
			.containsExactly(new BreakAges.Held(BreakCategory.ACCOUNT_DIFFERS, BreakOwner.HOSPITAL, DAY, 1, 80_000));
		Break assigned = talks.assign(id, "Li", "Wang").orElseThrow();
		assertThat(assigned.handling().owner()).isEqualTo(BreakOwner.OPERATOR);
		assertThat(engine.bean(BreakHistory.class).of(assigned)).extracting(BreakEvent::kind)
			.containsExactly(BreakEvent.Kind.OPENED, BreakEvent.Kind.PENDING, BreakEvent.Kind.EXPIRED,
					BreakEvent.Kind.ASSIGNED);
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void whatTheNightResolvesItselfIsRecordedAsAutomatic(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(Side.TREATMENT, claim(1));
		ClaimRow original = claim(2);
		engine.books().post(original.reversal(DAY, 3));
		run(engine, DAY, 2);
		assertThat(engine.breaks(null, null, null)).filteredOn((held) -> held.category().isWaiting())
			.extracting(Break::claimNo)
			.containsExactly("R-3");
		engine.books().post(Side.INSURED, claim(1));
		engine.books().post(original.onDay(NEXT_DAY));
		run(engine, NEXT_DAY, 1);

		List<Break> resolved = engine.breaks(null, null, BreakState.RESOLVED);
		assertThat(resolved).extracting((held) -> held.claimNo() + " " + held.outcome().automatic())
			.containsExactlyInAnyOrder("C-1 LATE_LEG", "R-3 ORIGINAL_ARRIVED");
		assertThat(resolved).allSatisfy((held) -> assertThat(engine.bean(BreakHistory.class).of(held).getLast().text())
			.startsWith("Automatic, "));
	}

	/** By number alone the two legs would make up for each other. */
	@ParameterizedTest
	@EnumSource(Database.class)
	void aLegWithoutAPartnerIsHeldBesideOneThatWasDecidedBeforeItCame(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(Side.INSURED, claim(1));
		run(engine, DAY, 0);
		decide(engine, "C-1", Resolution.CANCEL);
		run(engine, NEXT_DAY, 0);
		engine.books().post(Side.TREATMENT, claim(1).onDay(THIRD_DAY));
		engine.books().post(Side.INSURED, claim(2).onDay(THIRD_DAY));
		run(engine, THIRD_DAY, 1);

		assertThat(engine.breaks(THIRD_DAY, null, null)).extracting(Break::claimNo, Break::category)
			.containsExactly(tuple("C-2", BreakCategory.TREATMENT_LEG_MISSING));
	}

	@Test
	void whatIsSwitchedOffIsLeftToPeople() {
		try (NightEngine engine = NightEngine.start(Database.chosen(), "settlement.breaks.automatic.late-leg=false",
				"settlement.breaks.automatic.original-arrived=false", "settlement.breaks.rounding-limit-fen=1")) {
			engine.books().post(Side.TREATMENT, claim(1));
			ClaimRow original = claim(2);
			engine.books().post(original.reversal(DAY, 3));
			run(engine, DAY, 2);
			engine.books().post(Side.INSURED, claim(1));
			engine.books().post(original.onDay(NEXT_DAY));
			engine.books().post(Side.TREATMENT, claim(4).onDay(NEXT_DAY));
			engine.books().post(Side.INSURED, claim(4).onDay(NEXT_DAY).withFen(29_998, 50_000, 48_652));
			run(engine, NEXT_DAY, 2);

			assertThat(engine.breaks(NEXT_DAY, null, null)).extracting((held) -> held.claimNo() + " " + held.category())
				.containsExactlyInAnyOrder("C-1 LATE_LEG", "R-3 LATE_ORIGINAL", "C-4 FUND_DIFFERS");
			assertThatExceptionOfType(BreakActionRefusedException.class)
				.isThrownBy(() -> decide(engine, "C-4", Resolution.WRITE_OFF_ROUNDING))
				.withMessageContaining("2 fen");
			decide(engine, "C-1", Resolution.ACCEPT_TREATMENT);
			decide(engine, "R-3", Resolution.ACCEPT_INSURED);
			run(engine, THIRD_DAY, 0);
			assertThat(engine.breaks(THIRD_DAY, null, null)).extracting(Break::claimNo).containsExactly("C-4");
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aVisitSubmittedTwiceIsCancelledIfNobodySaysOtherwise(Database database) {
		try (NightEngine engine = NightEngine.start(database, "settlement.breaks.search-duplicates=true")) {
			ClaimRow visit = claim(1);
			engine.books()
				.post(visit, again(visit, 2), again(visit, 3), again(visit, 4), claim(5),
						again(visit, 4).reversal(DAY, 6), again(visit, 7).withPerson("320500000002"));
			run(engine, DAY, 7);
			assertThat(engine.breaks(null, null, null)).extracting(Break::claimNo, Break::category)
				.containsExactlyInAnyOrder(tuple("C-2", BreakCategory.DUPLICATE),
						tuple("C-3", BreakCategory.DUPLICATE));
			decide(engine, "C-3", Resolution.ACCEPT_TREATMENT);
			run(engine, NEXT_DAY, 0);
			assertThat(engine.breaks(null, null, BreakState.RESOLVED))
				.extracting(
						(held) -> held.claimNo() + " " + held.outcome().settledFen() + " " + held.outcome().automatic())
				.containsExactlyInAnyOrder("C-2 0 EXACT_DUPLICATE", "C-3 80000 null");
			assertThat(owed(engine, "treatment_entry", 1, "C-2")).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void bothBooksHaveInTheEndWhatCleared(Database database) {
		NightEngine engine = NightEngine.empty(database);
		for (int number = 1; number <= 4; number++) {
			engine.books().post(claim(number));
		}
		engine.books().post(Side.TREATMENT, claim(5), claim(6));
		engine.books().post(Side.INSURED, claim(6).withFen(30_000, 49_000, 49_650));
		say(engine, 1, InsuredDecision.Kind.REFUSE, 0);
		say(engine, 2, InsuredDecision.Kind.DEDUCT, 1_000);
		say(engine, 3, InsuredDecision.Kind.REFUSE, 0);
		run(engine, DAY, 6);
		decide(engine, "C-1", Resolution.ACCEPT_INSURED);
		decide(engine, "C-2", Resolution.ACCEPT_INSURED);
		decide(engine, "C-3", Resolution.ACCEPT_TREATMENT);
		decide(engine, "C-5", Resolution.CANCEL);
		decide(engine, "C-6", Resolution.ACCEPT_INSURED);
		run(engine, NEXT_DAY, 0);

		Map<String, Long> cleared = Map.of("C-1", 0L, "C-2", 79_000L, "C-3", 80_000L, "C-4", 80_000L, "C-5", 0L, "C-6",
				79_000L);
		cleared.forEach((claimNo, fen) -> {
			assertThat(owed(engine, "treatment_entry", 1, claimNo)).as("receivable of %s", claimNo).isEqualTo(fen);
			assertThat(owed(engine, "insured_entry", 4, claimNo)).as("payable of %s", claimNo).isEqualTo(-fen);
		});
		assertThat(engine.file("310000_20261121_detail_v1.csv")).contains(",C-2,SETTLEMENT,")
			.contains(",1286.50,300.00,500.00,790.00\r\n");
		assertThat(engine.breaks(null, null, BreakState.RESOLVED)).hasSize(5);
	}

	@Test
	void whatEarlierNightsFoundMayNotChange() {
		NightEngine engine = NightEngine.empty(Database.chosen());
		engine.books().post(Side.TREATMENT, claim(1), claim(2));
		run(engine, DAY, 2);
		decide(engine, "C-1", Resolution.CANCEL);
		run(engine, NEXT_DAY, 0);
		engine.jdbc().update("update reconciliation_break set resolved_day = null where claim_no = 'C-1'");
		assertThat(Nights.run(engine, THIRD_DAY).failure()).startsWith("Invariant 4 (")
			.contains(
					"After 2026-11-21 there were 1 claims held, 0 of them new, 0 cleared with 0 fen and 1 cancelled; now");

		engine.jdbc().update("update reconciliation_break set resolved_day = ? where claim_no = 'C-1'", NEXT_DAY);
		engine.jdbc().update("delete from reconciliation_break where claim_no = 'C-2'");
		assertThat(Nights.run(engine, THIRD_DAY).failure()).startsWith("Invariant 4 (");
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void whatTheInsuredCitySaysCanBeDisputed(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(claim(1));
		say(engine, 1, InsuredDecision.Kind.REFUSE, 0);
		run(engine, DAY, 1);
		BreakComments talks = engine.bean(BreakComments.class);
		Break held = only(engine);
		assertThat(held.ownerCity()).isEqualTo("310000");
		assertThat(held.reason()).contains("not covered");
		assertThatExceptionOfType(BreakActionRefusedException.class)
			.isThrownBy(() -> talks.uphold(held.id(), "Wu", "No."));

		Break disputed = talks.dispute(held.id(), "Li", "It is on the list.").orElseThrow();
		assertThat(disputed.state()).isEqualTo(BreakState.PENDING);
		assertThat(disputed.ownerCity()).isEqualTo("320500");
		Break upheld = talks.uphold(held.id(), "Wu", "Not on ours.").orElseThrow();
		assertThat(upheld.state()).isEqualTo(BreakState.REOPENED);
		assertThat(upheld.ownerCity()).isEqualTo("310000");
		talks.dispute(held.id(), "Li", "Look again.");
		decide(engine, "C-1", Resolution.ACCEPT_TREATMENT);
		run(engine, NEXT_DAY, 0);
		assertThat(only(engine).outcome().settledFen()).isEqualTo(80_000);
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void theInsuredCityIsHeardUntilTheDayIsReconciled(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(claim(1), claim(2), claim(1).reversal(DAY, 3));
		InsuredDecisions decisions = engine.bean(InsuredDecisions.class);
		InsuredDecision refusal = decision(1, "320500", InsuredDecision.Kind.REFUSE, 0);
		assertThat(decisions.keep(decision(9, "320500", InsuredDecision.Kind.REFUSE, 0)))
			.isInstanceOf(DecisionOutcome.UnknownClaim.class);
		assertThat(decisions.keep(decision(1, "330200", InsuredDecision.Kind.REFUSE, 0)))
			.isInstanceOf(DecisionOutcome.Refused.class);
		assertThat(decisions.keep(decision(1, "320500", InsuredDecision.Kind.DEDUCT, 80_000)))
			.isInstanceOf(DecisionOutcome.Refused.class);
		assertThat(decisions.keep(new InsuredDecision(new ClaimIdentity(claim(1).hospitalCode(), "R-3"), "320500",
				InsuredDecision.Kind.REFUSE, 0, DecisionReason.OTHER, "", "Wu")))
			.isInstanceOf(DecisionOutcome.Refused.class);
		decisions.keep(decision(1, "320500", InsuredDecision.Kind.DEDUCT, 79_999));
		DecisionOutcome first = decisions.keep(refusal);
		assertThat(first).isInstanceOf(DecisionOutcome.Kept.class);
		engine.clock().set(engine.clock().instant().plusSeconds(60));
		assertThat(decisions.keep(refusal)).isEqualTo(first);

		run(engine, DAY, 3);
		assertThat(engine.breaks(null, null, null)).extracting(Break::claimNo, Break::category)
			.containsExactlyInAnyOrder(tuple("C-1", BreakCategory.REFUSED), tuple("R-3", BreakCategory.ORIGINAL_HELD));
		assertThat(decisions.keep(refusal)).isEqualTo(first);
		assertThat(decisions.keep(decision(1, "320500", InsuredDecision.Kind.DEDUCT, 1)))
			.isInstanceOf(DecisionOutcome.NotNow.class);
		assertThat(decisions.keep(decision(2, "320500", InsuredDecision.Kind.REFUSE, 0)))
			.isInstanceOf(DecisionOutcome.NotNow.class);
		assertThat(decisions.find(refusal.claim()).orElseThrow().decision()).isEqualTo(refusal);
	}

	/** The same visit under another number. */
	private static ClaimRow again(ClaimRow visit, long number) {
		ClaimRow place = claim(number);
		return new ClaimRow(visit.hospitalCode(), place.claimNo(), 1, null, visit.insuredCity(), visit.treatmentCity(),
				visit.personNo(), visit.insuranceType(), visit.visitType(), visit.settledAt(), place.acceptedAt(), DAY,
				visit.fundFen(), visit.accountFen(), visit.cashFen(), 0, number);
	}

	/** The first day is published; the insured city's book has the claim otherwise. */
	private static NightEngine heldBy(Database database, Function<ClaimRow, ClaimRow> otherwise) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(Side.TREATMENT, claim(1));
		engine.books().post(Side.INSURED, otherwise.apply(claim(1)));
		run(engine, DAY, 1);
		return engine;
	}

	private static void put(NightEngine engine, BreakState state) {
		boolean expired = state == BreakState.EXPIRED;
		boolean resolved = state == BreakState.RESOLVED;
		engine.jdbc()
			.update(SET_STATE, (expired ? BreakState.PENDING : resolved ? BreakState.OPEN : state).name(),
					expired ? DAY : null);
		engine.jdbc().update("update reconciliation_break set resolved_day = ?", resolved ? DAY : null);
	}

	private static void say(NightEngine engine, int number, InsuredDecision.Kind kind, long deductFen) {
		assertThat(engine.bean(InsuredDecisions.class).keep(decision(number, "320500", kind, deductFen)))
			.isInstanceOf(DecisionOutcome.Kept.class);
	}

	private static InsuredDecision decision(int number, String city, InsuredDecision.Kind kind, long deductFen) {
		return new InsuredDecision(new ClaimIdentity(claim(number).hospitalCode(), "C-" + number), city, kind,
				deductFen, DecisionReason.NOT_COVERED, "", "Wu");
	}

	private static void decide(NightEngine engine, String claimNo, Resolution resolution) {
		String id = engine.breaks(null, null, null)
			.stream()
			.filter((held) -> held.claimNo().equals(claimNo))
			.findFirst()
			.orElseThrow()
			.id();
		engine.bean(BreakActions.class).propose(id, "Li", resolution, 0, "");
		engine.bean(BreakActions.class).approve(id, "Chen", "");
	}

	private static Long owed(NightEngine engine, String table, int account, String claimNo) {
		return engine.jdbc().queryForObject(OWED.formatted(account, table), Long.class, claimNo);
	}

	private static Break only(NightEngine engine) {
		return engine.breaks(null, null, null).getFirst();
	}

	private static List<Break> list(NightEngine engine, BreakOwner owner) {
		return engine.bean(Breaks.class).list(new BreakQuery(null, "320500", null, null, null, owner, DAY));
	}

	private static ClaimRow claim(long number) {
		return ClaimRow.settlement(DAY, number, "320500", "310000");
	}

	/**
	 * @param events how many events of the day are in the treatment ledger
	 */
	private static void run(NightEngine engine, LocalDate day, long events) {
		engine.watermark().submit(events);
		assertThat(Nights.run(engine, day).failure()).isNull();
	}

}
