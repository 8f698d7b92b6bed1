package io.medsettle.batch.files;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Times as the clearing files write them.
 */
class LocalTimesTests {

	private static final DateTimeFormatter JDK = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

	@ParameterizedTest
	@ValueSource(strings = { "Asia/Shanghai", "Europe/Zurich", "America/St_Johns" })
	void areThoseOfTheJdk(String zone) {
		LocalTimes times = new LocalTimes(ZoneId.of(zone));
		Random random = new Random(20261120);
		for (int number = 0; number < 200_000; number++) {
			// Also before 1970, and often enough in a minute that was there before.
			long epochMs = random.nextLong(-90L * 86_400_000, 400L * 86_400_000) / (1 + number % 3 * 50_000L);
			assertThat(times.format(epochMs))
				.isEqualTo(JDK.format(Instant.ofEpochMilli(epochMs).atZone(ZoneId.of(zone))));
		}
	}

}
