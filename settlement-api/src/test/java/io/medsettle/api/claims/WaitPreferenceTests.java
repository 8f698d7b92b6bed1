package io.medsettle.api.claims;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WaitPreferenceTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			wait=5                       | 5
			WAIT = 5                     | 5
			wait="7"                     | 7
			wait=0                       | 0
			wait=31                      | 30
			wait=999999999               | 30
			respond-async, wait=10       | 10
			wait=10;foo=bar, wait=20     | 10
			""")
	void isUnderstood(String header, int seconds) {
		assertThat(WaitPreference.seconds(List.of(header))).hasValue(seconds);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",", "wait", "wait=", "wait=-1", "wait=soon", "wait=1.5", "await=5",
			"wait=9999999999999999999", "respond-async" })
	void isIgnored(String header) {
		assertThat(WaitPreference.seconds(List.of(header))).isEmpty();
	}

	@Test
	void mayStandInAnyOfSeveralHeaders() {
		assertThat(WaitPreference.seconds(List.of("return=minimal", "wait=3"))).hasValue(3);
		assertThat(WaitPreference.seconds(List.of())).isEmpty();
	}

}
