package io.medsettle.batch.simulation;

import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.medsettle.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Lives days of chance: a few seeds each time, or the one of the system property
 * {@value #SEED_PROPERTY} on both databases.
 */
@Tag("invariant-2")
@Tag("invariant-4")
class SimulationTests {

	private static final String SEED_PROPERTY = "medsettle.simulation.seed";

	private static final int SEEDS_ON_H2 = 50;

	private static final int SEEDS_ON_POSTGRESQL = 8;

	@ParameterizedTest
	@MethodSource("seeds")
	void engineAndModelSayTheSameAfterEveryDay(Database database, long seed) {
		new Simulation(database, seed).run();
	}

	static Stream<Arguments> seeds() {
		Long seed = Long.getLong(SEED_PROPERTY);
		if (seed != null) {
			return Stream.of(Database.values()).map((database) -> arguments(database, seed));
		}
		return Stream.concat(seeds(Database.H2, 1, SEEDS_ON_H2),
				seeds(Database.POSTGRESQL, SEEDS_ON_H2 + 1, SEEDS_ON_POSTGRESQL));
	}

	static Stream<Arguments> seeds(Database database, long first, long count) {
		return LongStream.range(first, first + count).mapToObj((seed) -> arguments(database, seed));
	}

}
