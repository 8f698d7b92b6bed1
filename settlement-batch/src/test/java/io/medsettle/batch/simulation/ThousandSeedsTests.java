package io.medsettle.batch.simulation;

import java.util.stream.Stream;

import io.medsettle.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lives many more days of chance than the tests of every build.
 */
@Tag("proof")
class ThousandSeedsTests {

	private static final int FIRST = 1001;

	private static final int SEEDS_ON_H2 = 900;

	private static final int SEEDS_ON_POSTGRESQL = 100;

	@ParameterizedTest
	@MethodSource("seeds")
	void engineAndModelSayTheSameAfterEveryDay(Database database, long seed) {
		new Simulation(database, seed).run();
	}

	static Stream<Arguments> seeds() {
		return Stream.concat(SimulationTests.seeds(Database.H2, FIRST, SEEDS_ON_H2),
				SimulationTests.seeds(Database.POSTGRESQL, FIRST + SEEDS_ON_H2, SEEDS_ON_POSTGRESQL));
	}

}
