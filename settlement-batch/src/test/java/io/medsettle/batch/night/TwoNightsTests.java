package io.medsettle.batch.night;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.medsettle.batch.lease.NightLease;
import io.medsettle.batch.testing.FakeAnnouncements;
import io.medsettle.batch.testing.Interruption;
import io.medsettle.batch.testing.Mortality;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.testing.Database;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two processes of one region with the role night: there is one run of a day, whatever
 * becomes of the process that runs it.
 */
class TwoNightsTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Test
	void toldToCloseTheSameDayThereIsOneRun() {
		SortedMap<String, String> undisturbed = undisturbed();
		try (NightEngine one = NightEngine.start(Database.chosen(), "settlement.roles=night",
				"settlement.instance=one");
				NightEngine other = one.beside("settlement.roles=night", "settlement.instance=other")) {
			BusyDay.post(one);
			other.watermark().submitted(110);
			for (NightEngine engine : List.of(one, other)) {
				engine.pass(DAY);
				engine.bean(NightRequests.class).request(DAY);
			}
			await(() -> completed(one) && completed(other));

			assertThat(count(one, "select count(*) from batch_job_execution")).isEqualTo(1);
			assertThat(count(one, "select count(*) from batch_step_execution where step_name not like '%:%'"))
				.isEqualTo(8);
			assertThat(count(one, "select count(*) from night_request")).isZero();
			assertThat(one.bean(NightRuns.class).ofDay(DAY)).isEqualTo(other.bean(NightRuns.class).ofDay(DAY));
			assertThat(BusyDay.outcome(one)).isEqualTo(undisturbed);
			assertThat(
					one.bean(FakeAnnouncements.class).sent().size() + other.bean(FakeAnnouncements.class).sent().size())
				.isEqualTo(5);
		}
	}

	@Test
	void theOtherGoesOnWhenTheFirstStandsStill() {
		SortedMap<String, String> undisturbed = undisturbed();
		CountDownLatch pause = new CountDownLatch(1);
		try (NightEngine one = NightEngine.start(Database.chosen(), "settlement.roles=night",
				"settlement.instance=one"); NightEngine other = one.beside("settlement.instance=other")) {
			BusyDay.post(one);
			CountDownLatch reached = new CountDownLatch(1);
			one.bean(Interruption.class).before("files:", (execution) -> {
				reached.countDown();
				hold(pause);
			});
			one.pass(DAY);
			hold(reached);
			other.watermark().submitted(110);
			other.pass(DAY);
			try (NightEngine third = one.beside("settlement.roles=night", "settlement.instance=third")) {
				third.watermark().submitted(110);
				third.pass(DAY);
				AtomicInteger looks = third.bean(Mortality.class).count("as valid from night_lease");
				await(() -> looks.get() > 2);
				assertThat(count(one, "select count(*) from batch_job_execution")).as("while the first lives")
					.isEqualTo(1);
				assertThat(other.bean(NightRuns.class).ofDay(DAY).orElseThrow().state())
					.isEqualTo(NightRunState.RUNNING);
				await(() -> {
					one.jdbc().update("update night_lease set held_until_ms = 0 where instance = 'one'");
					return completed(other);
				});
				SortedMap<String, String> outcome = BusyDay.outcome(other);
				List<Map<String, Object>> told = story(other);

				pause.countDown();
				MeterRegistry meters = one.bean(MeterRegistry.class);
				await(() -> meters.find("settlement.night.runs").tag("outcome", "stopped").counter() != null);
				assertThat(outcome).isEqualTo(undisturbed);
				assertThat(BusyDay.outcome(other)).isEqualTo(undisturbed);
				assertThat(story(other)).isEqualTo(told);
				assertThat(one.bean(FakeAnnouncements.class).sent()).isEmpty();
				assertThat(third.bean(FakeAnnouncements.class).sent()).hasSize(5);
			}
			// Once the third has let go, the first runs it again.
			await(() -> one.bean(NightLease.class).number() > 0);
		}
		finally {
			pause.countDown();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "await", "reconcile", "reconcile:", "clear", "files", "files:", "publish", "announce" })
	void nothingIsWrittenAfterTheLeaseIsLost(String step) throws Exception {
		SortedMap<String, String> undisturbed = undisturbed();
		NightEngine one = BusyDay.begin(Database.chosen());
		CountDownLatch pause = new CountDownLatch(1);
		CountDownLatch reached = new CountDownLatch(1);
		one.bean(Interruption.class).before(step, (execution) -> {
			reached.countDown();
			hold(pause);
		});
		try (NightEngine other = one.beside("settlement.instance=other");
				ExecutorService thread = Executors.newSingleThreadExecutor()) {
			try {
				Future<NightRun> first = thread.submit(() -> Nights.run(one, DAY));
				hold(reached);
				one.jdbc().update("update night_lease set held_until_ms = 0");
				other.watermark().submitted(110);
				NightRun taken = Nights.run(other, DAY);
				assertThat(taken.failure()).isNull();
				assertThat(taken.state()).isEqualTo(NightRunState.COMPLETED);
				assertThat(BusyDay.outcome(other)).isEqualTo(undisturbed);
				List<Map<String, Object>> told = story(other);
				// What was written the same once more would not be seen.
				BusyDay.undo(other);
				SortedMap<String, String> undone = BusyDay.outcome(other);

				pause.countDown();
				assertThat(first.get()).isEqualTo(taken);
				assertThat(BusyDay.outcome(one)).isEqualTo(undone);
				assertThat(story(one)).isEqualTo(told);
				assertThat(one.state(DAY)).isEqualTo(ClearingDayState.RECONCILED);
				assertThat(one.bean(FakeAnnouncements.class).sent()).isEmpty();
			}
			finally {
				pause.countDown();
				other.bean(NightLease.class).release();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 5, 20, 45, 70, 95 })
	void theOtherGoesOnWhereTheFirstWasKilled(int transactions) {
		SortedMap<String, String> undisturbed = undisturbed();
		try (NightEngine one = NightEngine.start(Database.chosen(), "settlement.instance=one");
				NightEngine other = one.beside("settlement.instance=other")) {
			BusyDay.post(one);
			assertThat(one.bean(NightLease.class).hold()).isTrue();
			one.pass(DAY);
			one.bean(Mortality.class).dieAfter(transactions);
			try {
				Nights.run(one, DAY);
			}
			catch (RuntimeException ex) {
				assertThat(ex).hasStackTraceContaining("The process is dead.");
			}
			assertThat(other.bean(NightLease.class).hold()).isFalse();
			other.jdbc().update("update night_lease set held_until_ms = 0");
			other.watermark().submitted(110);

			NightRun night = Nights.run(other, DAY);

			assertThat(one.bean(Mortality.class).revive()).as("was killed").isTrue();
			assertThat(night.failure()).isNull();
			assertThat(night.state()).isEqualTo(NightRunState.COMPLETED);
			assertThat(other.state(DAY)).isEqualTo(ClearingDayState.PUBLISHED);
			assertThat(BusyDay.outcome(other)).isEqualTo(undisturbed);
		}
	}

	private static SortedMap<String, String> undisturbed() {
		NightEngine engine = BusyDay.begin(Database.chosen());
		Nights.run(engine, DAY);
		return BusyDay.outcome(engine);
	}

	/** Everything that Spring Batch has noted. */
	private static List<Map<String, Object>> story(NightEngine engine) {
		return engine.jdbc().queryForList("""
				select j.*, s.*, c.short_context
				from batch_job_execution j
				join batch_step_execution s on s.job_execution_id = j.job_execution_id
				join batch_step_execution_context c on c.step_execution_id = s.step_execution_id
				order by s.step_execution_id""");
	}

	private static boolean completed(NightEngine engine) {
		return engine.bean(NightRuns.class)
			.ofDay(DAY)
			.filter((run) -> run.state() == NightRunState.COMPLETED)
			.isPresent();
	}

	private static long count(NightEngine engine, String sql) {
		Long count = engine.jdbc().queryForObject(sql, Long.class);
		return (count != null) ? count : 0;
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(PATIENCE).until(condition);
	}

	private static void hold(CountDownLatch latch) {
		try {
			assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("patience").isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
