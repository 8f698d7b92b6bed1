package io.medsettle.api.console;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeTallyTests {

	@ParameterizedTest
	@CsvSource({ "PT0.01S, PT2S", "PT0.2S, PT2S", "PT0.5S, PT4.5S", "PT1S, PT9S", "PT1M, PT15S" })
	void largerDaysAreCountedLessOftenButNeverForgotten(Duration count, Duration rest) {
		assertThat(IntakeTally.restAfter(count)).isEqualTo(rest);
	}

}
