package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.NightRuns;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.Mortality;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.batch.verify.Verifications;
import io.medsettle.testing.Database;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Some days of chance, lived by the engine and by the model.
 */
final class Simulation {

	private static final int DAYS = 5;

	private static final int HAPPENINGS_A_DAY = 80;

	private static final int HAPPENINGS_A_NIGHT = 12;

	/** A night has about so many transactions. */
	private static final int TRANSACTIONS = 150;

	private static final String SEARCH_DUPLICATES = "settlement.breaks.search-duplicates=true";

	/** One in so many seeds lives where visits submitted twice are searched for. */
	private static final int SEEDS_WITH_DUPLICATES = 3;

	private final Database database;

	private final long seed;

	private final Random random;

	private final NightEngine engine;

	private final Sabotage sabotage;

	private final ReferenceModel model;

	private final Region region;

	private final PublishedFamilies families;

	private final SortedMap<LocalDate, SortedMap<String, String>> published = new TreeMap<>();

	private List<String> diary = new ArrayList<>();

	Simulation(Database database, long seed) {
		this(database, seed, (engine) -> {
		});
	}

	Simulation(Database database, long seed, Sabotage sabotage) {
		this.database = database;
		this.seed = seed;
		this.sabotage = sabotage;
		this.random = new Random(seed);
		boolean searchesDuplicates = seed % SEEDS_WITH_DUPLICATES == 0;
		this.engine = searchesDuplicates ? NightEngine.empty(database, SEARCH_DUPLICATES) : NightEngine.empty(database);
		this.model = new ReferenceModel(searchesDuplicates);
		this.region = new Region(this.engine, this.model, NightEngine.DAY, this.random);
		this.families = new PublishedFamilies(this.engine, this.region.bureaus().links());
	}

	/**
	 * Lives the days.
	 * @throws AssertionError if engine and model part; it says where, and what had
	 * happened
	 */
	void run() {
		for (int number = 0; number < DAYS; number++) {
			LocalDate day = NightEngine.DAY.plusDays(number);
			this.diary = new ArrayList<>();
			try {
				live(day);
				close(day);
				compare(day);
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError(report(day, ex), ex);
			}
		}
	}

	private void live(LocalDate day) {
		for (int i = 0; i < HAPPENINGS_A_DAY; i++) {
			happen(Happening.any(this.random));
		}
		this.diary.addAll(this.region.end(day));
		SortedMap<Integer, Long> submitted = this.region.pipeline().submitted();
		this.region.begin(day.plusDays(1));
		this.diary.add("— the cut-off passes —");
		happenAtNight();
		this.region.pipeline().route(submitted);
		this.diary.add("— the router has passed it —");
		happenAtNight();
		this.region.pipeline().post();
	}

	private void happenAtNight() {
		for (int i = 0; i < HAPPENINGS_A_NIGHT / 2; i++) {
			Happening next = Happening.any(this.random);
			if (next.goesOnAtNight()) {
				happen(next);
			}
		}
	}

	private void happen(Happening happening) {
		String what = happening.happenTo(this.region);
		if (what != null) {
			this.diary.add(what);
		}
	}

	/** Some nights are killed and run again, which must not show. */
	private void close(LocalDate day) {
		this.engine.pass(day);
		this.sabotage.beforeNight(this.engine);
		if (this.random.nextInt(3) == 0) {
			int transactions = this.random.nextInt(TRANSACTIONS);
			this.diary.add("the night is killed behind its transaction " + transactions);
			Mortality mortality = this.engine.bean(Mortality.class);
			mortality.dieAfter(transactions);
			try {
				Nights.run(this.engine, day);
			}
			catch (RuntimeException ex) {
				assertThat(ex).hasStackTraceContaining("The process is dead.");
			}
			finally {
				mortality.revive();
			}
		}
		NightRun night = completed(day).orElseGet(() -> Nights.run(this.engine, day));
		assertThat(night.failure()).as("failure of the night").isNull();
		assertThat(night.state()).isEqualTo(NightRunState.COMPLETED);
	}

	private Optional<NightRun> completed(LocalDate day) {
		return this.engine.bean(NightRuns.class).ofDay(day).filter((night) -> night.state() == NightRunState.COMPLETED);
	}

	private void compare(LocalDate day) {
		Outcome expected = ReferenceDay.close(this.model, day);
		if (this.sabotage.leavesVerification()) {
			assertThat(this.engine.bean(Verifications.class).verify(day)).hasValueSatisfying(
					(verification) -> assertThat(verification.listed()).as("discrepancies of %s", day).isEmpty());
		}
		PublishedDay.read(this.engine, day).differenceFrom(expected).ifPresent((difference) -> {
			throw new AssertionError(difference);
		});
		assertThat(this.families.add(day)).as("claims taken back too much, or cleared too much, by all files")
			.isEmpty();
		this.published.forEach((earlier, files) -> assertThat(this.engine.files(earlier))
			.as("files of %s, which are published", earlier)
			.isEqualTo(files));
		this.published.put(day, this.engine.files(day));
	}

	private String report(LocalDate day, Throwable failure) {
		return """
				Seed %d on %s, day %s: %s

				What had happened that day:
				  %s

				To live it again: mvn -B verify -pl settlement-batch -am -Dtest=SimulationTests \
				-Dsurefire.failIfNoSpecifiedTests=false -Dmedsettle.simulation.seed=%d
				""".formatted(this.seed, this.database, day, failure.getMessage(), String.join("\n  ", this.diary),
				this.seed);
	}

	/**
	 * A bug that is planted on purpose.
	 */
	interface Sabotage {

		void beforeNight(NightEngine engine);

		/** Whether published days are verified. */
		default boolean leavesVerification() {
			return true;
		}

	}

}
