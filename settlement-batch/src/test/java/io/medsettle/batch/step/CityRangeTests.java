package io.medsettle.batch.step;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How cities are cut into ranges.
 */
class CityRangeTests {

	@Test
	void noWorkIsOneRangeOfEverything() {
		assertThat(CityRange.balanced(new TreeMap<>(), 8)).containsExactly(new CityRange("000000", "999999"));
	}

	@Test
	void aLargeCityIsARangeOfItsOwn() {
		assertThat(CityRange
			.balanced(new TreeMap<>(Map.of("110000", 10L, "310000", 100L, "320500", 10L, "330200", 10L)), 3))
			.containsExactly(new CityRange("000000", "309999"), new CityRange("310000", "320499"),
					new CityRange("320500", "999999"));
	}

	@Test
	void theRangesCoverEveryCodeOnce() {
		for (long seed = 0; seed < 200; seed++) {
			Random random = new Random(seed);
			TreeMap<String, Long> work = new TreeMap<>();
			for (int city = random.nextInt(40); city > 0; city--) {
				work.put("%06d".formatted(random.nextInt(1_000_000)), (long) random.nextInt(1000));
			}
			int rangesMax = 1 + random.nextInt(10);

			List<CityRange> ranges = CityRange.balanced(work, rangesMax);

			assertThat(ranges).hasSizeLessThanOrEqualTo(rangesMax);
			int next = 0;
			for (CityRange range : ranges) {
				assertThat(Integer.parseInt(range.first())).isEqualTo(next);
				next = Integer.parseInt(range.last()) + 1;
			}
			assertThat(next).isEqualTo(1_000_000);
		}
	}

}
