package io.medsettle.batch.scenario;

import java.util.stream.Stream;

import io.medsettle.batch.testing.NightEngine;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Plays the table of scenarios.
 */
class ScenarioTests {

	@TestFactory
	Stream<DynamicTest> everyScenarioEndsAsTheTableSays() {
		return Scenario.all()
			.stream()
			.map((scenario) -> dynamicTest(scenario.name(),
					() -> new Stage(NightEngine.empty(Database.chosen())).play(scenario)));
	}

	@Test
	void noScenarioIsToldTwice() {
		assertThat(Scenario.all()).extracting(Scenario::name).doesNotHaveDuplicates();
	}

}
