package io.medsettle.core.clearing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

import io.medsettle.core.calendar.Dated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Days end at midnight, from 1 January 2027 on at 22:00, from 1 February on at midnight
 * again, and from 1 March on at half past midnight of the day itself.
 */
class UsualCutOffsTests {

	private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

	private final UsualCutOffs cutOffs = new UsualCutOffs(
			Dated.from(LocalTime.MIDNIGHT, new TreeMap<>(Map.of(LocalDate.of(2027, 1, 1), LocalTime.of(22, 0),
					LocalDate.of(2027, 2, 1), LocalTime.MIDNIGHT, LocalDate.of(2027, 3, 1), LocalTime.of(0, 30)))),
			SHANGHAI);

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# clearing day | ends at                   | hours
			2026-12-30     | 2026-12-31T00:00:00+08:00 | 24
			2026-12-31     | 2027-01-01T00:00:00+08:00 | 24
			2027-01-01     | 2027-01-01T22:00:00+08:00 | 22
			2027-01-02     | 2027-01-02T22:00:00+08:00 | 24
			2027-01-31     | 2027-01-31T22:00:00+08:00 | 24
			2027-02-01     | 2027-02-02T00:00:00+08:00 | 26
			2027-02-02     | 2027-02-03T00:00:00+08:00 | 24
			2027-02-28     | 2027-03-01T00:00:00+08:00 | 24
			2027-03-01     | 2027-03-01T00:30:00+08:00 | 0.5
			2027-03-02     | 2027-03-02T00:30:00+08:00 | 24
			""")
	void aChangeMakesOneDayLongerOrShorter(LocalDate day, OffsetDateTime endsAt, double hours) {
		Instant end = this.cutOffs.of(day);
		assertThat(end).isEqualTo(endsAt.toInstant());
		assertThat(Duration.between(this.cutOffs.of(day.minusDays(1)), end))
			.isEqualTo(Duration.ofMinutes(Math.round(hours * 60)));
		assertThat(this.cutOffs.dayOf(end.minusNanos(1))).isEqualTo(day);
		assertThat(this.cutOffs.dayOf(end)).isEqualTo(day.plusDays(1));
	}

	/** The islands of Samoa had no 30 December 2011. */
	@Test
	void aDayNeverEndsBeforeItStarts() {
		UsualCutOffs samoa = new UsualCutOffs(
				Dated.from(LocalTime.of(22, 0), new TreeMap<>(Map.of(LocalDate.of(2011, 12, 31), LocalTime.of(8, 0)))),
				ZoneId.of("Pacific/Apia"));
		LocalDate skipped = LocalDate.of(2011, 12, 30);
		Instant end = samoa.of(skipped);
		assertThat(samoa.of(skipped.plusDays(1))).isBefore(end);
		assertThat(samoa.of(skipped.plusDays(1), end)).isEqualTo(end);
		assertThat(samoa.of(skipped.plusDays(2), end)).isAfter(end);
	}

}
