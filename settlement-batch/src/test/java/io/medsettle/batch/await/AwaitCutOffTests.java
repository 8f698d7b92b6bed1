package io.medsettle.batch.await;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.night.StepProgress;
import io.medsettle.batch.night.StepState;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.kafka.Topics;
import io.medsettle.testing.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The night waits for whoever is behind, but not for ever, and counts what came in.
 */
class AwaitCutOffTests {

	private static final LocalDate DAY = NightEngine.DAY;

	/** What a night writes. */
	private static final List<String> LEFT_BEHIND = List.of("clearing_watermark", "reconciliation_break", "obligation",
			"net_position", "clearing_entry", "clearing_file");

	@Test
	void givesUpWithASentence() {
		Map<String, String> obstacles = new LinkedHashMap<>();
		obstacles.put("claims.submitted", "the router to take 7 events submitted before the cut-off");
		obstacles.put("claims.routed.treatment", "the treatment ledger to take 7 events");
		obstacles.put("claims.routed.insured", "the insured ledger to take 7 events");
		obstacles.put("claims.rejected", "the register of refusals to take 7 events");
		obstacles.put("claims.dead-letter", "the register of dead letters to take 7 events");
		try (NightEngine engine = NightEngine.start(Database.chosen(), "settlement.clearing.await-timeout=0s")) {
			obstacles.forEach((topic, obstacle) -> {
				engine.watermark().backlog(topic, 7);

				NightRun run = Nights.run(engine, DAY);

				assertThat(run.failure()).isEqualTo("Gave up after 0 s of waiting for " + obstacle + ".");
				assertThat(run.state()).isEqualTo(NightRunState.FAILED);
				assertThat(run.steps().getFirst().state()).isEqualTo(StepState.FAILED);
				assertThat(run.steps().get(1).state()).isEqualTo(StepState.WAITING);
				assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.OPEN);
				assertThat(LEFT_BEHIND)
					.allSatisfy((table) -> assertThat(engine.jdbc().queryForList("select * from " + table)).as(table)
						.isEmpty());
				engine.watermark().backlog(topic, 0);
			});
			assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.COMPLETED);
		}
	}

	@Test
	void goesOnOnceTheLastOneHasCaughtUp() throws InterruptedException {
		NightEngine engine = NightEngine.empty(Database.chosen());
		engine.watermark().backlog(Topics.CLAIMS_ROUTED_INSURED, 1);
		Thread ledger = new Thread(() -> {
			await().until(() -> "the insured ledger to take 1 events".equals(waitingOn(engine)));
			engine.books().post(ClaimRow.settlement(DAY, 1, "320500", "310000"));
			engine.watermark().submitted(1);
			engine.watermark().backlog(Topics.CLAIMS_ROUTED_INSURED, 0);
		});
		ledger.start();

		assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.COMPLETED);
		ledger.join();
	}

	@Test
	void countsEventsOneByOneWhereOffsetsHaveGaps() {
		NightEngine engine = NightEngine.empty(Database.chosen());
		engine.books().post(ClaimRow.settlement(DAY, 1, "320500", "310000"));
		engine.watermark().submitted(1);
		engine.watermark().gaps(3);

		assertThat(Nights.run(engine, DAY).failure()).isNull();
		assertThat(engine.bean(EventAccounts.class).submitted(DAY)).isEqualTo(1);
		assertThat(engine.bean(EventAccounts.class).offsetsBefore(DAY.plusDays(1))).containsEntry(0, 4L);
	}

	private static @Nullable String waitingOn(NightEngine engine) {
		return engine.bean(NightRuns.class)
			.ofDay(DAY)
			.flatMap((run) -> run.steps().stream().findFirst())
			.map(StepProgress::waitingOn)
			.orElse(null);
	}

}
