package io.medsettle.batch.dryrun;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.medsettle.batch.await.InTransit;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakActions;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.clear.PositionTable;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.night.DryRunGate;
import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.settle.Reconciliation;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.Interruption;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.ProvisionalDays;
import io.medsettle.core.decision.DecisionOutcome;
import io.medsettle.core.decision.DecisionReason;
import io.medsettle.core.decision.InsuredDecision;
import io.medsettle.core.decision.InsuredDecisions;
import io.medsettle.core.kafka.Topics;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.statement.StatementDetail;
import io.medsettle.core.statement.StatementLine;
import io.medsettle.core.statement.Statements;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * What the night would make of a day is what it then makes of it, and asking leaves
 * nothing behind.
 */
class DryRunTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final LocalDate NEXT_DAY = DAY.plusDays(1);

	private static final Executor OTHER_THREAD = (task) -> new Thread(task).start();

	private static final Duration SOON = Duration.ofSeconds(20);

	@ParameterizedTest
	@EnumSource(Database.class)
	void whatTheNightWouldDoIsWhatItDoes(Database database) {
		NightEngine engine = NightEngine.empty(database);
		heldOnTheFirstDay(engine);
		secondDay(engine);
		SortedMap<String, List<String>> before = engine.rows();

		DryRunResult simulated = simulate(engine, NEXT_DAY);
		assertThat(engine.rows()).isEqualTo(before);
		assertThat(simulate(engine, NEXT_DAY)).isEqualTo(simulated);
		assertThat(engine.rows()).isEqualTo(before);
		assertThat(simulated.state()).isEqualTo(ClearingDayState.OPEN);
		assertThat(simulated.inTransit()).isEqualTo(new InTransit(0, 0, 0));
		assertThat(simulated.breaks())
			.extracting(BreakChange::change, BreakChange::claimNo, BreakChange::category, BreakChange::before,
					BreakChange::fen)
			.containsExactlyInAnyOrder(
					tuple(BreakChange.Kind.RELEASED, "C-1", BreakCategory.INSURED_LEG_MISSING, null, 80_000L),
					tuple(BreakChange.Kind.SETTLED, "C-2", BreakCategory.FUND_DIFFERS, null, 0L),
					tuple(BreakChange.Kind.SETTLED, "C-3", BreakCategory.FUND_DIFFERS, null, 80_000L),
					tuple(BreakChange.Kind.RECATEGORISED, "C-4", BreakCategory.FUND_DIFFERS,
							BreakCategory.INSURED_LEG_MISSING, 80_000L),
					tuple(BreakChange.Kind.RELEASED, "R-5", BreakCategory.REVERSAL_WITHOUT_ORIGINAL, null, -80_000L),
					tuple(BreakChange.Kind.OPENED, "C-14", BreakCategory.INSURED_LEG_MISSING, null, 80_000L),
					tuple(BreakChange.Kind.OPENED, "C-15", BreakCategory.TREATMENT_LEG_MISSING, null, 80_000L),
					tuple(BreakChange.Kind.OPENED, "C-16", BreakCategory.FUND_DIFFERS, null, 80_000L),
					tuple(BreakChange.Kind.OPENED, "R-17", BreakCategory.REVERSAL_WITHOUT_ORIGINAL, null, -80_000L),
					tuple(BreakChange.Kind.OPENED, "C-18", BreakCategory.STATEMENT_AMOUNT, null, 80_000L),
					tuple(BreakChange.Kind.OPENED, "C-19", BreakCategory.STATEMENT_MISSING, null, 80_000L),
					tuple(BreakChange.Kind.OPENED, "C-20", BreakCategory.REFUSED, null, 80_000L));
		assertThat(simulated.changes())
			.contains(new ChangeCount(BreakChange.Kind.SETTLED, BreakCategory.FUND_DIFFERS, 2))
			.extracting(ChangeCount::count)
			.satisfies((counts) -> assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(12));
		assertThat(simulated.breaks()).extracting(BreakChange::reason)
			.contains(Resolution.CANCEL.sentence(), "The missing leg has come, and the two agree.");

		run(engine, NEXT_DAY, 10);
		assertThat(engine.breaks(NEXT_DAY, null, null))
			.extracting(Break::id, Break::category, Break::clearedFen, Break::reason)
			.containsAll(simulated.breaks()
				.stream()
				.filter((change) -> change.change() == BreakChange.Kind.OPENED
						|| change.change() == BreakChange.Kind.RECATEGORISED)
				.map((change) -> tuple(change.id(), change.category(), change.fen(), change.reason()))
				.toList())
			// And C-6, of which nothing is new.
			.hasSize(9);
		assertThat(resolvedOn(engine, NEXT_DAY)).containsExactlyInAnyOrder("C-1", "C-2", "C-3", "R-5");
		List<Obligation> published = engine.bean(Positions.class).obligations(NEXT_DAY);
		assertThat(simulated.cleared()).isEqualTo(Sum.of(published)).isEqualTo(simulated.insured());
		assertThat(simulated.booksAgree()).isTrue();
		assertThat(simulated.obligations()).isEmpty();
		assertThat(List.of(simulated.treatmentClaims(), simulated.insuredClaims())).containsExactly(10L, 12L);
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void provisionalResultsAreHeldAgainstWhatTheNightWouldMakeOfThem(Database database) {
		try (NightEngine engine = NightEngine.start(database, "settlement.clearing.confirmation=true")) {
			engine.books().post(claim(1));
			engine.books().post(Side.TREATMENT, claim(2), claim(3));
			engine.watermark().submit(3);
			assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.PROVISIONAL);
			DryRunResult unchanged = simulate(engine, DAY);
			assertThat(unchanged.state()).isEqualTo(ClearingDayState.PROVISIONAL);
			assertThat(unchanged.breaks()).isEmpty();
			assertThat(unchanged.changes()).isEmpty();
			assertThat(unchanged.obligations()).isEmpty();

			engine.books().post(Side.INSURED, claim(2), claim(3).withFen(29_000, 50_000, 49_650));
			SortedMap<String, List<String>> before = engine.rows();
			DryRunResult simulated = simulate(engine, DAY);
			assertThat(engine.rows()).isEqualTo(before);
			assertThat(simulated.breaks())
				.extracting(BreakChange::change, BreakChange::claimNo, BreakChange::category, BreakChange::before)
				.containsExactlyInAnyOrder(
						tuple(BreakChange.Kind.WITHDRAWN, "C-2", BreakCategory.INSURED_LEG_MISSING, null),
						tuple(BreakChange.Kind.RECATEGORISED, "C-3", BreakCategory.FUND_DIFFERS,
								BreakCategory.INSURED_LEG_MISSING));
			Sum two = new Sum(2, 160_000);
			assertThat(simulated.obligations())
				.containsExactly(new ObligationDifference("320500", "310000", two, two, new Sum(1, 80_000)));

			engine.bean(ProvisionalDays.class).sendBack(DAY, "wang.li", "The legs have come.");
			assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.PROVISIONAL);
			assertThat(engine.bean(PositionTable.class).obligations(DAY))
				.containsExactly(new Obligation("320500", "310000", 2, 160_000));
			assertThat(simulate(engine, DAY).breaks()).isEmpty();
		}
	}

	@Test
	void someDaysAreNotSimulated() {
		NightEngine engine = NightEngine.empty(Database.chosen());
		DryRun dryRun = engine.bean(DryRun.class);
		engine.books().post(claim(1));
		AtomicReference<DryRunOutcome> beside = new AtomicReference<>();
		engine.watermark().whenAsked(() -> beside.set(dryRun.simulate(DAY)));
		assertThat(dryRun.simulate(DAY)).isInstanceOf(DryRunOutcome.Simulated.class);
		assertThat(beside.get()).isEqualTo(new DryRunOutcome.Busy());
		engine.bean(Interruption.class).before("statements", (execution) -> beside.set(dryRun.simulate(DAY)));
		run(engine, DAY, 1);
		assertThat(beside.get()).isEqualTo(new DryRunOutcome.NightAtWork(DAY));
		assertThat(dryRun.simulate(DAY)).isEqualTo(new DryRunOutcome.SealedDay());
		assertThat(dryRun.simulate(DAY.minusDays(1))).isEqualTo(new DryRunOutcome.UnknownDay());
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void itSeesTheBooksAtOneInstantAndWhatIsOnItsWay(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(claim(1));
		engine.watermark().backlog(Topics.CLAIMS_SUBMITTED, 5);
		engine.watermark().backlog(Topics.CLAIMS_ROUTED_INSURED, 7);
		engine.watermark().whenAsked(() -> elsewhere(() -> engine.books().post(Side.TREATMENT, claim(2))));
		DryRunResult simulated = simulate(engine, DAY);
		assertThat(simulated.breaks()).isEmpty();
		assertThat(simulated.treatmentClaims()).isEqualTo(1);
		assertThat(simulated.inTransit()).isEqualTo(new InTransit(5, 0, 7));
		assertThat(simulate(engine, DAY).breaks()).extracting(BreakChange::claimNo).containsExactly("C-2");
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void othersGoOnMeanwhile(Database database) {
		NightEngine engine = NightEngine.empty(database);
		heldOnTheFirstDay(engine);
		secondDay(engine);
		engine.bean(RollbackOnlyTransaction.class).execute(() -> {
			engine.bean(Reconciliation.class).simulate(NEXT_DAY);
			elsewhere(() -> {
				engine.books().post(next(31));
				state(engine, next(31));
				refuse(engine, next(31));
				engine.days()
					.advance(NEXT_DAY, ClearingDayState.OPEN, ClearingDayState.CUT_OFF, ClearingDays.NIGHT, null);
			});
			return true;
		});
		assertThat(engine.state(NEXT_DAY)).isEqualTo(ClearingDayState.CUT_OFF);
		assertThat(simulate(engine, NEXT_DAY).breaks()).extracting(BreakChange::claimNo).contains("C-31");
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void itGivesUpWhereOthersAreAtWork(Database database) {
		NightEngine engine = NightEngine.empty(database);
		heldOnTheFirstDay(engine);
		secondDay(engine);
		new TransactionTemplate(engine.bean(PlatformTransactionManager.class)).executeWithoutResult((status) -> {
			engine.jdbc().update("update reconciliation_break set assignee = 'Li'");
			elsewhere(() -> assertThat(engine.bean(DryRun.class).simulate(NEXT_DAY))
				.isEqualTo(new DryRunOutcome.GivenUp()));
		});
		assertThat(simulate(engine, NEXT_DAY).breaks()).hasSize(12);
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aNightWaitsUntilItIsTakenBack(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(Side.TREATMENT, claim(1));
		engine.watermark().submit(1);
		AtomicReference<CompletableFuture<NightRun>> night = new AtomicReference<>();
		engine.watermark().whenAsked(() -> {
			night.set(CompletableFuture.supplyAsync(() -> Nights.run(engine, DAY), OTHER_THREAD));
			await().atMost(SOON).until(() -> elsewhere(() -> engine.bean(DryRunGate.class).nightAtWork()).isPresent());
			await().during(Duration.ofMillis(300)).until(() -> !night.get().isDone());
			assertThat(elsewhere(() -> engine.state(DAY))).isEqualTo(ClearingDayState.OPEN);
		});
		assertThat(simulate(engine, DAY).breaks()).hasSize(1);
		assertThat(night.get().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join().state())
			.isEqualTo(NightRunState.COMPLETED);
	}

	/** H2 keeps a statement's time-out for all to come. */
	@Test
	void connectionsKeepNoTimeOut() {
		NightEngine engine = NightEngine.empty(Database.H2);
		simulate(engine, DAY);
		assertThat(engine.jdbc()
			.queryForObject(
					"select setting_value from information_schema.settings where setting_name = 'QUERY_TIMEOUT'",
					String.class))
			.isEqualTo("0");
	}

	/**
	 * Six claims are held; two persons have decided about two of them.
	 */
	private static void heldOnTheFirstDay(NightEngine engine) {
		engine.books().post(Side.TREATMENT, claim(1), claim(2), claim(3), claim(4), claim(6));
		engine.books().post(Side.INSURED, otherwise(claim(2)), otherwise(claim(3)));
		engine.books().post(claim(7).reversal(DAY, 5));
		run(engine, DAY, 6);
		decide(engine, "C-2", Resolution.CANCEL);
		decide(engine, "C-3", Resolution.ACCEPT_TREATMENT);
	}

	/**
	 * Late legs of three of them, and a bit of everything.
	 */
	private static void secondDay(NightEngine engine) {
		engine.books().post(Side.INSURED, claim(1).onDay(NEXT_DAY), otherwise(claim(4)).onDay(NEXT_DAY));
		engine.books().post(claim(7).onDay(NEXT_DAY), next(11), next(12), next(12).reversal(NEXT_DAY, 13), next(20));
		engine.books().post(Side.TREATMENT, next(14), next(16));
		engine.books().post(Side.INSURED, next(15), otherwise(next(16)));
		engine.books().post(next(99).reversal(NEXT_DAY, 17));
		ClaimRow stated = ClaimRow.settlement(NEXT_DAY, 18, "310000", "330200");
		engine.books().post(stated, ClaimRow.settlement(NEXT_DAY, 19, "310000", "330200"));
		state(engine, otherwise(stated));
		refuse(engine, next(20));
	}

	private static ClaimRow claim(long number) {
		return ClaimRow.settlement(DAY, number, "320500", "310000");
	}

	private static ClaimRow next(long number) {
		return ClaimRow.settlement(NEXT_DAY, number, "320500", "310000");
	}

	private static ClaimRow otherwise(ClaimRow claim) {
		return claim.withFen(claim.fundFen() - 1_000, claim.accountFen(), claim.cashFen() + 1_000);
	}

	/** The hospital states this claim alone. */
	private static void state(NightEngine engine, ClaimRow claim) {
		engine.bean(Statements.class)
			.keep(new StatementDetail(claim.hospitalCode(), claim.day(), claim.treatmentCity(), 1, 0, Instant.EPOCH),
					List.of(new StatementLine(claim.claimNo(), ClaimKind.SETTLEMENT, claim.totalFen(), claim.fundFen(),
							claim.accountFen())));
	}

	private static void refuse(NightEngine engine, ClaimRow claim) {
		assertThat(engine.bean(InsuredDecisions.class)
			.keep(new InsuredDecision(new ClaimIdentity(claim.hospitalCode(), claim.claimNo()), claim.insuredCity(),
					InsuredDecision.Kind.REFUSE, 0, DecisionReason.NOT_COVERED, "", "Wu")))
			.isInstanceOf(DecisionOutcome.Kept.class);
	}

	private static void decide(NightEngine engine, String claimNo, Resolution resolution) {
		Map<String, String> ids = engine.breaks(null, null, null)
			.stream()
			.collect(Collectors.toMap(Break::claimNo, Break::id));
		engine.bean(BreakActions.class).propose(ids.get(claimNo), "Li", resolution, 0, "");
		engine.bean(BreakActions.class).approve(ids.get(claimNo), "Chen", "");
	}

	private static List<String> resolvedOn(NightEngine engine, LocalDate day) {
		return engine.jdbc()
			.queryForList("select claim_no from reconciliation_break where resolved_day = ?", String.class, day);
	}

	private static DryRunResult simulate(NightEngine engine, LocalDate day) {
		DryRunOutcome result = engine.bean(DryRun.class).simulate(day);
		assertThat(result).isInstanceOf(DryRunOutcome.Simulated.class);
		return ((DryRunOutcome.Simulated) result).day();
	}

	private static void run(NightEngine engine, LocalDate day, long events) {
		engine.watermark().submit(events);
		assertThat(Nights.run(engine, day).failure()).isNull();
	}

	/** In another thread, and so in another transaction. */
	private static void elsewhere(Runnable action) {
		elsewhere(() -> {
			action.run();
			return true;
		});
	}

	private static <T> T elsewhere(Supplier<T> action) {
		return CompletableFuture.supplyAsync(action, OTHER_THREAD).orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
	}

}
