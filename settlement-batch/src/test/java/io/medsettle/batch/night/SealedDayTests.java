package io.medsettle.batch.night;

import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;

import io.medsettle.batch.step.CityRange;
import io.medsettle.batch.step.NightStep;
import io.medsettle.batch.step.PartitionedNightStep;
import io.medsettle.batch.step.StepTask;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.core.day.DaySealedException;
import io.medsettle.core.day.DayTransition;
import io.medsettle.core.day.DayTransitions;
import io.medsettle.core.day.EarlyClosing;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A published day refuses every change.
 */
@Tag("invariant-7")
class SealedDayTests {

	private static final LocalDate DAY = NightEngine.DAY;

	/** The steps that write something of the day. */
	private static final int WRITING_STEPS = 6;

	@ParameterizedTest
	@EnumSource(Database.class)
	void noStepOfTheNightWritesToIt(Database database) {
		NightEngine engine = BusyDay.begin(database);
		Nights.run(engine, DAY);
		SortedMap<String, String> published = BusyDay.outcome(engine);
		// What would be written now is something else.
		for (Side side : Side.values()) {
			engine.jdbc().update("delete from " + LedgerTables.of(side).claims() + " where claim_no = 'C-1'");
			engine.jdbc().update("delete from " + LedgerTables.of(side).identities() + " where claim_no = 'C-1'");
		}

		for (NightStep step : engine.bean(NightJob.class).steps().subList(0, WRITING_STEPS)) {
			assertThatExceptionOfType(DaySealedException.class).as(step.name())
				.isThrownBy(() -> work(engine, step))
				.withMessageStartingWith("Clearing day 2026-11-20 is published");
		}
		NightStep compare = engine.bean(NightJob.class).steps().get(1);
		assertThatExceptionOfType(DaySealedException.class)
			.isThrownBy(() -> compare.undo(task(engine, compare.name())));
		assertThat(BusyDay.outcome(engine)).isEqualTo(published);
	}

	@Test
	void itsStateOnlyEverBecomesAcknowledged() {
		NightEngine engine = BusyDay.begin(Database.chosen());
		Nights.run(engine, DAY);
		for (ClearingDayState state : ClearingDayState.values()) {
			if (state != ClearingDayState.ACKNOWLEDGED) {
				assertThatIllegalStateException().isThrownBy(
						() -> engine.days().advance(DAY, ClearingDayState.PUBLISHED, state, ClearingDays.NIGHT, null));
			}
		}
		assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PUBLISHED);
	}

	@Test
	void itsCutOffStays() {
		NightEngine engine = BusyDay.begin(Database.chosen());
		Nights.run(engine, DAY);
		Instant cutOff = engine.days().find(DAY).orElseThrow().cutOff();

		// Even for a clock that was set back.
		engine.clock().set(cutOff.minusSeconds(3600));
		assertThat(engine.bean(EarlyClosing.class).close(DAY, "wang.li").cutOff()).isEqualTo(cutOff);

		assertThat(engine.days().find(DAY).orElseThrow().cutOff()).isEqualTo(cutOff);
		assertThat(engine.bean(DayTransitions.class).of(DAY)).extracting(DayTransition::actor).containsOnly("night");
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void whoClosedADayEarlyIsWrittenDown(Database database) {
		NightEngine engine = NightEngine.empty(database);
		Instant before = engine.days().find(DAY).orElseThrow().cutOff();

		Instant cutOff = engine.bean(EarlyClosing.class).close(DAY, "wang.li").cutOff();

		assertThat(cutOff).isBefore(before);
		assertThat(engine.bean(DayTransitions.class).of(DAY)).containsExactly(
				new DayTransition(1, ClearingDayState.OPEN, ClearingDayState.OPEN, engine.clock().instant(), "wang.li",
						"The cut-off was brought forward from 2026-11-21T00:00+08:00 to 2026-11-20T08:00:01+08:00."));
	}

	private static void work(NightEngine engine, NightStep step) {
		String name = (step instanceof PartitionedNightStep)
				? step.name() + StepTask.PARTITION_SEPARATOR + CityRange.ALL : step.name();
		new TransactionTemplate(engine.bean(PlatformTransactionManager.class)).executeWithoutResult((status) -> {
			try {
				step.work(task(engine, name));
			}
			catch (RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private static StepTask task(NightEngine engine, String step) {
		JobRepository repository = engine.bean(JobRepository.class);
		JobExecution execution = repository.getJobExecutions(repository.getJobInstances(NightJob.NAME, 0, 1).getFirst())
			.getFirst();
		return new StepTask(new StepExecution(Long.MAX_VALUE, step, execution));
	}

}
