package io.medsettle.batch.night;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.medsettle.batch.lease.NightLease;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.FakeAnnouncements;
import io.medsettle.batch.testing.Interruption;
import io.medsettle.batch.testing.Mortality;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.ProvisionalDays;
import io.medsettle.core.kafka.Topics;
import io.medsettle.testing.Database;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When nights begin by themselves, and when they wait to be asked.
 */
class NightSchedulerTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** Only whoever holds the lease, or wants it, asks for it. */
	private static final String EACH_LOOK = "as valid from night_lease";

	/** So many that the shortest interval between retries has passed. */
	private static final int LOOKS = 4;

	@Test
	void daysAreClearedInOrderAndAFailedOneIsTriedAgainWhenAskedFor() {
		try (NightEngine engine = NightEngine.start(Database.chosen(), "settlement.roles=night")) {
			NightRuns runs = engine.bean(NightRuns.class);
			assertThat(runs.ofDay(DAY)).isEmpty();
			engine.watermark().submitted(1);
			engine.pass(DAY);
			engine.pass(DAY.plusDays(1));
			await(() -> runs.ofDay(DAY).filter((run) -> run.state() == NightRunState.FAILED).isPresent());
			assertThat(runs.ofDay(DAY).orElseThrow().failure()).contains("1 events were submitted, but 0 posted");
			assertThat(runs.ofDay(DAY.plusDays(1)).orElseThrow().state()).isEqualTo(NightRunState.WAITING);
			assertThat(runs.find("night-20261121").orElseThrow().steps()).hasSize(8)
				.allMatch((step) -> step.state() == StepState.WAITING);
			assertThat(runs.list()).extracting(NightRun::id).containsExactly("night-20261120");

			engine.books().post(ClaimRow.settlement(DAY, 1, "320500", "310000"));
			engine.bean(NightRequests.class).request(DAY);
			await(() -> engine.state(DAY.plusDays(1)) == ClearingDayState.PUBLISHED);

			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PUBLISHED);
			await(() -> runs.list().getFirst().state() == NightRunState.COMPLETED);
			assertThat(runs.list()).extracting(NightRun::id).containsExactly("night-20261121", "night-20261120");
			MeterRegistry meters = engine.bean(MeterRegistry.class);
			assertThat(meters.get("settlement.night.runs").tag("outcome", "failed").counter().count()).isEqualTo(1);
			assertThat(meters.get("settlement.night.runs").tag("outcome", "completed").counter().count()).isEqualTo(2);
			assertThat(
					meters.get("settlement.night.step").tags("step", "files", "outcome", "completed").timer().count())
				.isEqualTo(3);
		}
	}

	@Test
	void aNightThatGaveUpWaitingGoesOnByItselfWhenWhatItWaitedForHasCome() {
		try (NightEngine engine = NightEngine.start(Database.chosen(), "settlement.roles=night",
				"settlement.clearing.await-timeout=1s", "settlement.clearing.retry-interval=1s")) {
			NightRuns runs = engine.bean(NightRuns.class);
			engine.watermark().backlog(Topics.CLAIMS_ROUTED_INSURED, 7);
			engine.pass(DAY);
			await(() -> runs.ofDay(DAY).orElseThrow().steps().getFirst().waitingOn() != null);
			assertThat(runs.ofDay(DAY).orElseThrow().steps().getFirst().waitingOn())
				.isEqualTo("the insured ledger to take 7 events");
			await(() -> runs.ofDay(DAY).orElseThrow().state() == NightRunState.FAILED);
			assertThat(runs.ofDay(DAY).orElseThrow().failure())
				.isEqualTo("Gave up after 1 s of waiting for the insured ledger to take 7 events.");
			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.OPEN);
			MeterRegistry meters = engine.bean(MeterRegistry.class);
			await(() -> meters.get("settlement.night.runs").tag("outcome", "failed").counter().count() > 1);

			engine.watermark().backlog(Topics.CLAIMS_ROUTED_INSURED, 0);
			await(() -> runs.ofDay(DAY).orElseThrow().state() == NightRunState.COMPLETED);
			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PUBLISHED);
		}
	}

	@Test
	void aNightThatFailedAProofIsNotTriedAgainByItself() {
		try (NightEngine engine = NightEngine.start(Database.chosen(), "settlement.roles=night",
				"settlement.clearing.retry-interval=1s")) {
			NightRuns runs = engine.bean(NightRuns.class);
			engine.watermark().submitted(1);
			engine.pass(DAY);
			await(() -> runs.ofDay(DAY).filter((run) -> run.state() == NightRunState.FAILED).isPresent());
			engine.books().post(ClaimRow.settlement(DAY, 1, "320500", "310000"));
			awaitLooks(engine, LOOKS);
			assertThat(runs.ofDay(DAY).orElseThrow().state()).isEqualTo(NightRunState.FAILED);
			assertThat(engine.bean(MeterRegistry.class)
				.get("settlement.night.runs")
				.tag("outcome", "failed")
				.counter()
				.count()).isEqualTo(1);
		}
	}

	@Test
	void citiesThatCouldNotBeToldAreToldLater() {
		try (NightEngine engine = NightEngine.start(Database.chosen(), "settlement.roles=night",
				"settlement.clearing.retry-interval=1s")) {
			FakeAnnouncements announcements = engine.bean(FakeAnnouncements.class);
			announcements.failNext(new TimeoutException("no answer"));
			engine.pass(DAY);
			NightRuns runs = engine.bean(NightRuns.class);
			await(() -> runs.ofDay(DAY).orElseThrow().state() == NightRunState.FAILED);
			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PUBLISHED);
			await(() -> runs.ofDay(DAY).orElseThrow().state() == NightRunState.COMPLETED);
			assertThat(announcements.sent()).isNotEmpty();
		}
	}

	@Test
	void aNightWhoseDatabaseWasAwayIsContinued() {
		try (NightEngine engine = NightEngine.start(Database.chosen(), "settlement.roles=night",
				"logging.level.io.medsettle.batch.night=off")) {
			Mortality mortality = engine.bean(Mortality.class);
			engine.bean(Interruption.class).before("clear", (execution) -> mortality.dieAfter(1));
			engine.pass(DAY);
			await(mortality::isDead);
			// When it looks again, the night has ended without a note of it.
			awaitLooks(engine, 1);
			mortality.revive();
			await(() -> engine.bean(NightRuns.class).ofDay(DAY).orElseThrow().state() == NightRunState.COMPLETED);
			assertThat(engine.files(DAY)).isNotEmpty();
		}
	}

	@Test
	void waitsToBeAskedWhenNotAutomatic() {
		try (NightEngine engine = NightEngine.start(Database.chosen(), "settlement.roles=night",
				"settlement.clearing.automatic=false")) {
			engine.pass(DAY);
			awaitLooks(engine, LOOKS);
			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.OPEN);
			engine.pass(DAY.plusDays(1));
			engine.bean(NightRequests.class).request(DAY.plusDays(1));
			await(() -> engine.state(DAY.plusDays(1)) == ClearingDayState.PUBLISHED);
			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PUBLISHED);
		}
	}

	@Test
	void laterDaysWaitUntilTheResultsAreConfirmedAlsoAfterARestart() {
		LocalDate next = DAY.plusDays(1);
		String database = Database.chosen().create();
		String[] settings = { "settlement.roles=night", "settlement.clearing.confirmation=true" };
		Path dataDir;
		try (NightEngine engine = NightEngine.start(database, settings)) {
			dataDir = engine.dataDir();
			engine.pass(DAY);
			engine.pass(next);
			await(() -> runState(engine, DAY) == NightRunState.PROVISIONAL);
		}
		try (NightEngine engine = NightEngine.restart(database, dataDir, settings)) {
			engine.pass(next);
			engine.bean(NightRequests.class).request(DAY);
			awaitLooks(engine, LOOKS);
			assertThat(runState(engine, DAY)).isEqualTo(NightRunState.PROVISIONAL);
			assertThat(runState(engine, next)).isEqualTo(NightRunState.WAITING);
			assertThat(engine.bean(MeterRegistry.class).find("settlement.night.runs").counters()).isEmpty();

			engine.bean(ProvisionalDays.class).sendBack(DAY, "wang.li", "Once more.");
			await(() -> runState(engine, DAY) == NightRunState.PROVISIONAL
					&& engine.state(DAY) == ClearingDayState.PROVISIONAL);
			engine.bean(ProvisionalDays.class).confirm(DAY, "wang.li");
			await(() -> runState(engine, next) == NightRunState.PROVISIONAL);

			assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PUBLISHED);
			assertThat(runState(engine, DAY)).isEqualTo(NightRunState.COMPLETED);
		}
	}

	@Test
	void aStopWaitsForTheNightsTransactionAndGivesTheLeaseBack() throws Exception {
		String database = Database.chosen().create();
		CountDownLatch reached = new CountDownLatch(1);
		CountDownLatch pause = new CountDownLatch(1);
		NightEngine engine = NightEngine.start(database, "settlement.roles=night");
		engine.bean(Interruption.class).before("clear", (execution) -> {
			reached.countDown();
			uninterrupted(pause);
		});
		engine.pass(DAY);
		assertThat(reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("patience").isTrue();
		NightScheduler scheduler = engine.bean(NightScheduler.class);
		CompletableFuture<Void> stop = CompletableFuture.runAsync(engine::close);
		await(() -> !scheduler.isRunning());
		pause.countDown();
		stop.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

		try (NightEngine other = NightEngine.restart(database, engine.dataDir(), "settlement.instance=other")) {
			assertThat(other.bean(NightLease.class).isHeld()).isFalse();
			assertThat(runState(other, DAY)).isEqualTo(NightRunState.STOPPED);
		}
	}

	/** A thread that is interrupted here would have been so in a query as well. */
	private static void uninterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("The night was interrupted", ex);
		}
	}

	private static NightRunState runState(NightEngine engine, LocalDate day) {
		return engine.bean(NightRuns.class).ofDay(day).map(NightRun::state).orElse(NightRunState.WAITING);
	}

	/** Waits until the scheduler has looked some times more, whatever it made of it. */
	private static void awaitLooks(NightEngine engine, int looks) {
		AtomicInteger count = engine.bean(Mortality.class).count(EACH_LOOK);
		int seen = count.get();
		await(() -> count.get() > seen + looks);
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(PATIENCE).until(condition);
	}

}
