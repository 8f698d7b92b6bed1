package io.medsettle.batch.night;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

import io.medsettle.batch.testing.FakeAnnouncements;
import io.medsettle.batch.testing.Interruption;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.batch.core.job.JobExecutionException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A night that is interrupted anywhere ends where an undisturbed one ends, to the byte.
 */
class RestartTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final List<String> STEPS = List.of("await", "reconcile", "statements", "carry-forward", "clear",
			"files", "publish", "announce");

	private static final String UNEND_STEP = """
			update batch_step_execution set status = 'STARTED', exit_code = 'EXECUTING', end_time = null
			where step_name = ? or step_name like ?""";

	private static final String UNBEGIN_STEP_CONTEXT = """
			delete from batch_step_execution_context where step_execution_id in
			  (select step_execution_id from batch_step_execution where step_name = ? or step_name like ?)""";

	private static final String UNBEGIN_STEP = """
			delete from batch_step_execution where step_name = ? or step_name like ?""";

	private static final String UNEND_RUN = """
			update batch_job_execution set status = 'STARTED', exit_code = 'EXECUTING', end_time = null""";

	@ParameterizedTest
	@CsvSource({ "await,OPEN", "reconcile,CUT_OFF", "statements,CUT_OFF", "carry-forward,RECONCILED",
			"clear,RECONCILED", "files,RECONCILED", "publish,PUBLISHED", "announce,PUBLISHED" })
	void continuesAfterAKillInAStep(String step, ClearingDayState state) throws JobExecutionException {
		NightEngine engine = BusyDay.begin(Database.chosen());
		assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.COMPLETED);
		SortedMap<String, String> undisturbed = BusyDay.outcome(engine);

		rewind(engine, step, state);
		assertThat(engine.bean(NightRuns.class).ofDay(DAY).orElseThrow().state()).isEqualTo(NightRunState.RUNNING);
		engine.bean(NightRunner.class).recover();
		assertThat(engine.bean(NightRuns.class).ofDay(DAY).orElseThrow().state()).isEqualTo(NightRunState.STOPPED);
		NightRun continued = Nights.run(engine, DAY);

		assertThat(continued.failure()).isNull();
		assertThat(continued.state()).isEqualTo(NightRunState.COMPLETED);
		assertThat(BusyDay.outcome(engine)).isEqualTo(undisturbed);
		assertThat(engine.bean(FakeAnnouncements.class).sent()).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "await", "reconcile", "reconcile:", "statements", "carry-forward", "clear", "files",
			"files:", "publish", "announce" })
	void restartsAfterAFailure(String step) {
		NightEngine engine = BusyDay.begin(Database.chosen());
		engine.bean(Interruption.class).before(step, (execution) -> {
			throw new IllegalStateException("The test breaks the step.");
		});

		NightRun failed = Nights.run(engine, DAY);
		assertThat(failed.state()).isEqualTo(NightRunState.FAILED);
		assertThat(failed.failure()).contains("failed unexpectedly (IllegalStateException)");
		assertThat(engine.state(DAY) == ClearingDayState.PUBLISHED).isEqualTo("announce".equals(step));

		NightRun again = Nights.run(engine, DAY);
		assertThat(again.failure()).isNull();
		assertThat(again.state()).isEqualTo(NightRunState.COMPLETED);
		SortedMap<String, String> afterFailure = BusyDay.outcome(engine);

		NightEngine undisturbed = BusyDay.begin(Database.chosen());
		Nights.run(undisturbed, DAY);
		assertThat(afterFailure).isEqualTo(BusyDay.outcome(undisturbed));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reconcile:", "clear", "files:" })
	void stopsAtTheEndOfATransactionAndIsContinued(String step) {
		NightEngine engine = BusyDay.begin(Database.chosen());
		NightRunner runner = engine.bean(NightRunner.class);
		engine.bean(Interruption.class).before(step, (execution) -> runner.stop());

		assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.STOPPED);
		assertThat(engine.state(DAY)).isNotEqualTo(ClearingDayState.PUBLISHED);
		assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.COMPLETED);
		SortedMap<String, String> stopped = BusyDay.outcome(engine);

		NightEngine undisturbed = BusyDay.begin(Database.chosen());
		Nights.run(undisturbed, DAY);
		assertThat(stopped).isEqualTo(BusyDay.outcome(undisturbed));
	}

	@Test
	void aPublishedDayIsOnlyAnnounced() {
		NightEngine engine = BusyDay.begin(Database.chosen());
		engine.bean(Interruption.class).before("announce", (execution) -> {
			throw new IllegalStateException("The test breaks the step.");
		});
		assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.FAILED);
		long steps = count(engine, "select count(*) from batch_step_execution");

		assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.COMPLETED);

		assertThat(count(engine, "select count(*) from batch_step_execution")).isEqualTo(steps + 1);
	}

	@Test
	void doesNotRepeatFinishedPartitions() throws JobExecutionException {
		NightEngine engine = BusyDay.begin(Database.chosen());
		Nights.run(engine, DAY);
		long partitions = count(engine, "select count(*) from batch_step_execution where step_name like 'files:%'");
		rewind(engine, "files", ClearingDayState.RECONCILED);
		engine.jdbc().update("""
				update batch_step_execution set status = 'COMPLETED' where step_name like 'files:%'
				and step_name <> (select max(step_name) from batch_step_execution where step_name like 'files:%')""");

		engine.bean(NightRunner.class).recover();
		Nights.run(engine, DAY);

		assertThat(count(engine, "select count(*) from batch_step_execution where step_name like 'files:%'"))
			.isEqualTo(partitions + 1);
	}

	@Test
	void anotherNumberOfWorkersWritesTheSameBytes() {
		NightEngine engine = BusyDay.begin(Database.chosen());
		Nights.run(engine, DAY);
		SortedMap<String, String> two = BusyDay.outcome(engine);
		try (NightEngine alone = NightEngine.start(Database.chosen(), "settlement.clearing.workers=1")) {
			BusyDay.post(alone);
			Nights.run(alone, DAY);
			assertThat(BusyDay.outcome(alone)).isEqualTo(two);
		}
	}

	/**
	 * Puts the job repository back to what a process leaves that is killed when the
	 * step's work is committed and its end is not. What later steps left behind stays
	 * there.
	 */
	private static void rewind(NightEngine engine, String step, ClearingDayState state) {
		engine.jdbc().update(UNEND_RUN);
		engine.jdbc().update(UNEND_STEP, step, step + ":%");
		for (String later : STEPS.subList(STEPS.indexOf(step) + 1, STEPS.size())) {
			engine.jdbc().update(UNBEGIN_STEP_CONTEXT, later, later + ":%");
			engine.jdbc().update(UNBEGIN_STEP, later, later + ":%");
		}
		engine.jdbc().update("update clearing_day set state = ? where day = ?", state.name(), DAY);
		engine.bean(FakeAnnouncements.class).sent().clear();
	}

	private static long count(NightEngine engine, String sql) {
		Long count = engine.jdbc().queryForObject(sql, Long.class);
		return (count != null) ? count : 0;
	}

}
