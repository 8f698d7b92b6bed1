package io.medsettle.batch.night;

import java.time.LocalDate;

import io.medsettle.batch.testing.Interruption;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.testing.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Old nights are told in short, and what is told stays true.
 */
class JobHistoryPrunerTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final LocalDate NEXT = DAY.plusDays(1);

	@ParameterizedTest
	@EnumSource(Database.class)
	void oldNightKeepsItsStepsAndWhatTheyDid(Database database) {
		NightEngine engine = BusyDay.begin(database);
		engine.bean(Interruption.class).before("files:", (execution) -> {
			throw new IllegalStateException("The test breaks the step.");
		});
		assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.FAILED);
		NightRun whole = Nights.run(engine, DAY);
		assertThat(whole.state()).isEqualTo(NightRunState.COMPLETED);
		NightRun last = Nights.run(engine, NEXT);

		engine.bean(JobHistoryPruner.class).trim(1);

		NightRun trimmed = engine.bean(NightRuns.class).ofDay(DAY).orElseThrow();
		assertThat(trimmed.steps()).isEqualTo(whole.steps());
		assertThat(trimmed.steps()).anyMatch((step) -> step.name().equals("files") && step.done() > 0);
		assertThat(trimmed.state()).isEqualTo(NightRunState.COMPLETED);
		assertThat(engine.bean(NightRuns.class).ofDay(NEXT)).contains(last);
		assertThat(
				executions(engine,
						"select count(*) from batch_step_execution where step_name like '%:%'"
								+ " and job_execution_id < (select max(job_execution_id) from batch_job_execution)"))
			.isZero();
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void nightThatIsNotCompletedIsLeftAlone(Database database) {
		NightEngine engine = BusyDay.begin(database);
		engine.bean(Interruption.class).before("files:", (execution) -> {
			throw new IllegalStateException("The test breaks the step.");
		});
		NightRun failed = Nights.run(engine, DAY);

		engine.bean(JobHistoryPruner.class).trim(0);

		assertThat(engine.bean(NightRuns.class).ofDay(DAY)).contains(failed);
	}

	private static long executions(NightEngine engine, String sql) {
		Long count = engine.jdbc().queryForObject(sql, Long.class);
		return (count != null) ? count : 0;
	}

}
