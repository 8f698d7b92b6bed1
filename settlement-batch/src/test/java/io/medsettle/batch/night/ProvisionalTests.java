package io.medsettle.batch.night;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;

import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.files.ClearingFiles;
import io.medsettle.batch.publish.PublishDay;
import io.medsettle.batch.step.StepTask;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.FakeAnnouncements;
import io.medsettle.batch.testing.Interruption;
import io.medsettle.batch.testing.Mortality;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.DayNotProvisionalException;
import io.medsettle.core.day.DaySealedException;
import io.medsettle.core.day.DayTransitions;
import io.medsettle.core.day.ProvisionalDays;
import io.medsettle.core.decision.DecisionOutcome;
import io.medsettle.core.decision.DecisionReason;
import io.medsettle.core.decision.InsuredDecision;
import io.medsettle.core.decision.InsuredDecisions;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.batch.core.step.StepExecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A night whose results an operator has to confirm.
 */
class ProvisionalTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final String CONFIRMATION = "settlement.clearing.confirmation=true";

	/** The night is killed behind each of its transactions elsewhere; here at some. */
	private static final int SAMPLED = 29;

	@ParameterizedTest
	@EnumSource(Database.class)
	void waitsUntilTheResultsAreConfirmed(Database database) {
		try (NightEngine engine = NightEngine.start(database, CONFIRMATION)) {
			BusyDay.post(engine);
			ProvisionalDays provisional = engine.bean(ProvisionalDays.class);
			assertThatExceptionOfType(DayNotProvisionalException.class)
				.isThrownBy(() -> provisional.confirm(DAY, "wang.li"))
				.withMessageContaining("is OPEN");

			assertWaits(engine, Nights.run(engine, DAY));
			assertWaits(engine, Nights.run(engine, DAY));
			provisional.confirm(DAY, "wang.li");
			provisional.confirm(DAY, "zhao.min");
			assertThat(engine.bean(NightRuns.class).ofDay(DAY).orElseThrow().state()).isEqualTo(NightRunState.STOPPED);
			assertThatExceptionOfType(DayNotProvisionalException.class)
				.isThrownBy(() -> provisional.sendBack(DAY, "zhao.min", "Too late."))
				.withMessageContaining("confirmed by wang.li");
			NightRun run = Nights.run(engine, DAY);

			assertThat(run.failure()).isNull();
			assertThat(run.state()).isEqualTo(NightRunState.COMPLETED);
			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PUBLISHED);
			assertThat(transitions(engine)).containsExactly("1 OPEN CUT_OFF night null",
					"2 CUT_OFF RECONCILED night null", "3 RECONCILED PROVISIONAL night null",
					"4 PROVISIONAL PROVISIONAL wang.li The results are confirmed.",
					"5 PROVISIONAL PUBLISHED night null");
			assertThatExceptionOfType(DaySealedException.class)
				.isThrownBy(() -> provisional.sendBack(DAY, "zhao.min", "Much too late."));
			assertThatExceptionOfType(DaySealedException.class).isThrownBy(() -> provisional.confirm(DAY, "zhao.min"));
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void isDoneAgainFromTheFirstStepWhenSentBack(Database database) {
		SortedMap<String, String> undisturbed = undisturbed();
		try (NightEngine engine = NightEngine.start(database, CONFIRMATION)) {
			BusyDay.post(engine);
			assertWaits(engine, Nights.run(engine, DAY));
			engine.bean(ProvisionalDays.class).sendBack(DAY, "wang.li", "A leg is on its way.");
			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.CUT_OFF);
			assertThat(engine.bean(NightRuns.class).ofDay(DAY).orElseThrow().state()).isEqualTo(NightRunState.STOPPED);

			assertWaits(engine, Nights.run(engine, DAY));
			assertThat(timesDone(engine, "await")).isEqualTo(2);
			engine.bean(ProvisionalDays.class).confirm(DAY, "zhao.min");
			assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.COMPLETED);

			assertThat(timesDone(engine, "await")).isEqualTo(2);
			assertThat(BusyDay.outcome(engine)).isEqualTo(undisturbed);
			assertThat(transitions(engine)).contains("4 PROVISIONAL CUT_OFF wang.li A leg is on its way.",
					"7 PROVISIONAL PROVISIONAL zhao.min The results are confirmed.");
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void theInsuredCityHasItsSayUntilTheResultsAreConfirmed(Database database) {
		try (NightEngine engine = NightEngine.start(database, CONFIRMATION)) {
			BusyDay.post(engine);
			InsuredDecisions decisions = engine.bean(InsuredDecisions.class);
			assertWaits(engine, Nights.run(engine, DAY));
			assertThat(engine.breaks(DAY, null, null)).extracting(Break::category)
				.doesNotContain(BreakCategory.REFUSED);

			DecisionOutcome kept = decisions.keep(refusal(41));
			assertThat(kept).isInstanceOf(DecisionOutcome.Kept.class);
			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.CUT_OFF);
			assertThat(decisions.keep(refusal(61))).isInstanceOf(DecisionOutcome.Kept.class);
			assertWaits(engine, Nights.run(engine, DAY));
			assertThat(decisions.keep(refusal(41))).as("the same again").isEqualTo(kept);
			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PROVISIONAL);

			engine.bean(ProvisionalDays.class).confirm(DAY, "wang.li");
			assertThat(decisions.keep(refusal(81))).isInstanceOf(DecisionOutcome.NotNow.class);
			assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.COMPLETED);
			assertThat(decisions.keep(refusal(81))).isInstanceOf(DecisionOutcome.NotNow.class);
			assertThat(engine.breaks(DAY, null, null)).filteredOn((found) -> found.category() == BreakCategory.REFUSED)
				.extracting(Break::claimNo)
				.containsExactlyInAnyOrder(claim(41).claimNo(), claim(61).claimNo());
			assertThat(transitions(engine))
				.contains("4 PROVISIONAL CUT_OFF Wu, Suzhou Insured city 320500 has decided about a claim.")
				.last()
				.asString()
				.startsWith("8 PROVISIONAL PUBLISHED");
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aDecisionWhileTheNightIsAtWorkHasItDoneAgain(Database database) {
		try (NightEngine engine = NightEngine.start(database, CONFIRMATION)) {
			BusyDay.post(engine);
			Interruption interruption = engine.bean(Interruption.class);
			AtomicReference<StepExecution> publish = new AtomicReference<>();
			interruption.before("files", (files) -> {
				engine.bean(InsuredDecisions.class).keep(refusal(41));
				interruption.before("publish", publish::set);
			});
			NightRun run = Nights.run(engine, DAY);
			assertThat(run.failure()).isNull();
			assertThat(run.state()).isEqualTo(NightRunState.STOPPED);
			assertThat(new StepTask(publish.get()).suspendedFor())
				.contains("an insured city has decided about a claim");
			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.CUT_OFF);

			assertWaits(engine, Nights.run(engine, DAY));
			assertThat(timesDone(engine, "await")).isEqualTo(2);
			engine.bean(ProvisionalDays.class).confirm(DAY, "wang.li");
			assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.COMPLETED);
			assertThat(engine.breaks(DAY, null, null)).filteredOn((found) -> found.category() == BreakCategory.REFUSED)
				.extracting(Break::claimNo)
				.containsExactly(claim(41).claimNo());
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aNightThatPublishesByItselfIsNotHeldUp(Database database) {
		NightEngine engine = BusyDay.begin(database);
		engine.bean(Interruption.class)
			.before("files", (execution) -> assertThat(engine.bean(InsuredDecisions.class).keep(refusal(41)))
				.isInstanceOf(DecisionOutcome.NotNow.class));
		assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.COMPLETED);
	}

	/**
	 * A claim of the busy day whose person is insured in Suzhou, and that is as it should
	 * be.
	 */
	private static ClaimRow claim(int number) {
		return ClaimRow.settlement(DAY, number, "320500", "330400");
	}

	private static InsuredDecision refusal(int number) {
		return new InsuredDecision(new ClaimIdentity(claim(number).hospitalCode(), claim(number).claimNo()), "320500",
				InsuredDecision.Kind.REFUSE, 0, DecisionReason.NOT_COVERED, "", "Wu, Suzhou");
	}

	@Test
	void confirmedResultsThatNoLongerHoldAreNotPublished() {
		try (NightEngine engine = NightEngine.start(Database.chosen(), CONFIRMATION)) {
			BusyDay.post(engine);
			Nights.run(engine, DAY);
			engine.bean(ProvisionalDays.class).confirm(DAY, "wang.li");
			engine.bean(Interruption.class)
				.before("publish", (execution) -> engine.jdbc().update("update bilateral_position set fen = fen + 1"));

			assertThat(Nights.run(engine, DAY).failure()).startsWith("Invariant 5");
			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PROVISIONAL);
			// What is done again has not been looked at by anyone.
			assertWaits(engine, Nights.run(engine, DAY));
			assertThat(transitions(engine))
				.contains("5 PROVISIONAL CUT_OFF night The night is done again from its first step.");
			engine.bean(ProvisionalDays.class).confirm(DAY, "wang.li");
			assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.COMPLETED);
		}
	}

	@Test
	void endsAsIfItHadNotBeenKilledAfterTheDecision() {
		SortedMap<String, String> undisturbed = undisturbed();
		try (NightEngine engine = NightEngine.start(Database.chosen(), CONFIRMATION)) {
			int transactions = 0;
			while (diedAfterConfirmation(engine, transactions, undisturbed)) {
				transactions += 2;
			}
			assertThat(transactions).isGreaterThan(10);
			transactions = 0;
			while (diedAfterSendingBack(engine, transactions, undisturbed)) {
				transactions += SAMPLED;
			}
			assertThat(transactions).isGreaterThan(100);
		}
	}

	private static boolean diedAfterConfirmation(NightEngine engine, int transactions,
			SortedMap<String, String> undisturbed) {
		engine.reset();
		BusyDay.post(engine);
		assertWaits(engine, Nights.run(engine, DAY));
		engine.bean(ProvisionalDays.class).confirm(DAY, "wang.li");
		boolean died = runAndDie(engine, transactions);
		assertPublished(engine, transactions, undisturbed);
		return died;
	}

	private static boolean diedAfterSendingBack(NightEngine engine, int transactions,
			SortedMap<String, String> undisturbed) {
		engine.reset();
		BusyDay.post(engine);
		assertWaits(engine, Nights.run(engine, DAY));
		engine.bean(ProvisionalDays.class).sendBack(DAY, "wang.li", "Once more.");
		boolean died = runAndDie(engine, transactions);
		assertWaits(engine, Nights.run(engine, DAY));
		assertThat(timesDone(engine, "clear")).as("after a kill behind transaction %s", transactions)
			.isGreaterThanOrEqualTo(2);
		engine.bean(ProvisionalDays.class).confirm(DAY, "wang.li");
		assertPublished(engine, transactions, undisturbed);
		return died;
	}

	private static boolean runAndDie(NightEngine engine, int transactions) {
		Mortality mortality = engine.bean(Mortality.class);
		engine.pass(DAY);
		mortality.dieAfter(transactions);
		try {
			Nights.run(engine, DAY);
		}
		catch (RuntimeException ex) {
			assertThat(ex).hasStackTraceContaining("The process is dead.");
		}
		return mortality.revive();
	}

	private static void assertPublished(NightEngine engine, int transactions, SortedMap<String, String> undisturbed) {
		NightRun run = engine.bean(NightRuns.class)
			.ofDay(DAY)
			.filter((night) -> night.state() == NightRunState.COMPLETED)
			.orElseGet(() -> Nights.run(engine, DAY));
		assertThat(run.failure()).as("failure after a kill behind transaction %s", transactions).isNull();
		assertThat(run.state()).isEqualTo(NightRunState.COMPLETED);
		assertThat(BusyDay.outcome(engine)).isEqualTo(undisturbed);
		assertThat(transitions(engine)).filteredOn((line) -> line.contains(" PUBLISHED ")).hasSize(1);
	}

	private static void assertWaits(NightEngine engine, NightRun run) {
		assertThat(run.failure()).isNull();
		assertThat(run.state()).isEqualTo(NightRunState.PROVISIONAL);
		StepProgress publish = run.steps()
			.stream()
			.filter((step) -> step.name().equals("publish"))
			.findFirst()
			.orElseThrow();
		assertThat(publish.state()).isEqualTo(StepState.WAITING);
		assertThat(publish.waitingOn()).isEqualTo(PublishDay.CONFIRMATION);
		assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PROVISIONAL);
		assertThat(engine.bean(Positions.class).net(DAY)).isEmpty();
		assertThat(engine.bean(ClearingFiles.class).list(DAY, null)).isEmpty();
		assertThat(engine.bean(FakeAnnouncements.class).sent()).isEmpty();
	}

	private static SortedMap<String, String> undisturbed() {
		NightEngine engine = BusyDay.begin(Database.chosen());
		Nights.run(engine, DAY);
		return BusyDay.outcome(engine);
	}

	private static List<String> transitions(NightEngine engine) {
		return engine.bean(DayTransitions.class)
			.of(DAY)
			.stream()
			.map((done) -> "%d %s %s %s %s".formatted(done.number(), done.from(), done.to(), done.actor(),
					done.reason()))
			.toList();
	}

	private static long timesDone(NightEngine engine, String step) {
		Long count = engine.jdbc()
			.queryForObject("select count(*) from batch_step_execution where step_name = ? and status = 'COMPLETED'",
					Long.class, step);
		return (count != null) ? count : 0;
	}

}
