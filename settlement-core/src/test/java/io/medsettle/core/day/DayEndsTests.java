package io.medsettle.core.day;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

import io.medsettle.core.claim.SourcePosition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which day an event belongs to that stands where a day has ended.
 */
class DayEndsTests {

	/** Of partition 0, the 20th ended before offset 10, the two days after before 25. */
	private static final DayEnds.Ends ENDS = new DayEnds.Ends(
			Map.of(0, new TreeMap<>(Map.of(day(20), 10L, day(21), 25L, day(22), 25L))));

	@ParameterizedTest
	@CsvSource(textBlock = """
			0,  9, 20, 20
			0,  9, 19, 19
			0, 10, 20, 21
			0, 10, 12, 21
			0, 24, 20, 21
			0, 24, 21, 21
			0, 25, 20, 23
			0, 25, 21, 23
			0, 90, 22, 23
			0,  9, 23, 23
			0, 90, 24, 24
			1, 90, 20, 20
			""")
	void anEventBehindTheEndOfADayBelongsToTheNextThatHasNotEndedBeforeIt(int partition, long offset, int byTime,
			int day) {
		assertThat(ENDS.dayOf(new SourcePosition(partition, offset), day(byTime))).isEqualTo(day(day));
	}

	private static LocalDate day(int day) {
		return LocalDate.of(2026, 11, day);
	}

}
