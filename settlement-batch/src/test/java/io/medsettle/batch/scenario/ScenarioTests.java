package io.medsettle.batch.scenario;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Runs the table of scenarios.
 */
class ScenarioTests {

	@TestFactory
	Stream<DynamicTest> everyScenarioEndsAsTheTableSays() {
		return Scenario.all().stream().map((scenario) -> dynamicTest(scenario.name(), () -> run(scenario)));
	}

	private static void run(Scenario scenario) {
		String[] settings = scenario.settings();
		if (settings.length == 0) {
			new ScenarioEngine(NightEngine.empty(Database.chosen())).run(scenario);
			return;
		}
		try (NightEngine engine = NightEngine.start(Database.chosen(), settings)) {
			new ScenarioEngine(engine).run(scenario);
		}
	}

	@Test
	void everyCategoryHasItsScenario() {
		String told = Scenario.all()
			.stream()
			.flatMap((scenario) -> scenario.days().stream())
			.flatMap((day) -> day.open().stream())
			.collect(Collectors.joining(" "));
		// Neither is told of a day's open claims: the one is a fact, the other a forgery.
		assertThat(BreakCategory.values())
			.filteredOn((category) -> category != BreakCategory.CONFLICTING_DUPLICATE
					&& category != BreakCategory.EVENT_MISSING)
			.allSatisfy((category) -> assertThat(told).contains(" " + category));
	}

	@Test
	void noScenarioIsToldTwice() {
		assertThat(Scenario.all()).extracting(Scenario::name).doesNotHaveDuplicates();
	}

}
