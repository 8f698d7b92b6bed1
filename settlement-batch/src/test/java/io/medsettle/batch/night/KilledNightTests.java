package io.medsettle.batch.night;

import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;

import io.medsettle.batch.testing.Mortality;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A night is killed between any two of its transactions, those of Spring Batch included,
 * and in the end nothing shows that it was.
 */
@Tag("invariant-8")
class KilledNightTests {

	private static final LocalDate DAY = NightEngine.DAY;

	/** Any day has more than these; a night without them was not killed at all. */
	private static final int TRANSACTIONS_MIN = 100;

	@Test
	void endsAsIfItHadNotBeenKilled() {
		SortedMap<String, String> undisturbed = undisturbed();
		int transactions = 0;
		while (diedAfter(transactions, undisturbed)) {
			transactions++;
		}
		assertThat(transactions).isGreaterThan(TRANSACTIONS_MIN);
	}

	private static SortedMap<String, String> undisturbed() {
		NightEngine engine = BusyDay.begin(Database.chosen());
		Nights.run(engine, DAY);
		return BusyDay.outcome(engine);
	}

	/**
	 * @return whether the night had more transactions than that
	 */
	private static boolean diedAfter(int transactions, SortedMap<String, String> undisturbed) {
		NightEngine engine = BusyDay.begin(Database.chosen());
		engine.pass(DAY);
		Mortality mortality = engine.bean(Mortality.class);
		mortality.dieAfter(transactions);
		try {
			Nights.run(engine, DAY);
		}
		catch (RuntimeException ex) {
			assertThat(ex).hasStackTraceContaining("The process is dead.");
		}
		boolean died = mortality.revive();
		NightRun night = ended(engine).orElseGet(() -> Nights.run(engine, DAY));
		assertThat(night.failure()).as("failure after a kill behind transaction %s", transactions).isNull();
		assertThat(night.state()).isEqualTo(NightRunState.COMPLETED);
		assertThat(BusyDay.outcome(engine)).as("outcome after a kill behind transaction %s", transactions)
			.isEqualTo(undisturbed);
		return died;
	}

	private static Optional<NightRun> ended(NightEngine engine) {
		return engine.bean(NightRuns.class).ofDay(DAY).filter((night) -> night.state() == NightRunState.COMPLETED);
	}

}
