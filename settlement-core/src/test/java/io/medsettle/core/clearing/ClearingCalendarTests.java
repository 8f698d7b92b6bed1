package io.medsettle.core.clearing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClearingCalendarTests {

	private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

	private static final LocalDate D1 = LocalDate.of(2026, 11, 20);

	private static final LocalDate D2 = LocalDate.of(2026, 11, 21);

	private static final LocalDate D3 = LocalDate.of(2026, 11, 22);

	private static final Instant CUT_OFF_1 = Instant.parse("2026-11-20T16:00:00Z");

	private static final Instant CUT_OFF_2 = Instant.parse("2026-11-20T18:30:00Z");

	private final ClearingCalendar calendar = ClearingCalendar.of(new TreeMap<>(Map.of(D1, CUT_OFF_1, D2, CUT_OFF_2)));

	@Test
	void aDayTakesWhatCameBeforeItsCutOff() {
		assertThat(this.calendar.dayOf(CUT_OFF_1.minusNanos(1))).isEqualTo(D1);
		assertThat(this.calendar.dayOf(CUT_OFF_1)).isEqualTo(D2);
		assertThat(this.calendar.dayOf(CUT_OFF_2.minusNanos(1))).isEqualTo(D2);
	}

	@Test
	void nothingBelongsToADayAfterTheLast() {
		assertThat(this.calendar.dayOf(CUT_OFF_2)).isNull();
	}

	@Test
	void theFirstDayTakesAllThatCameBefore() {
		assertThat(this.calendar.dayOf(Instant.EPOCH)).isEqualTo(D1);
	}

	@Test
	void theFirstDayMayHaveAnOpening() {
		Instant opensAt = CUT_OFF_1.minusSeconds(60);
		ClearingCalendar opened = ClearingCalendar.of(new TreeMap<>(Map.of(D1, CUT_OFF_1)), opensAt);
		assertThat(opened.dayOf(opensAt.minusNanos(1))).isNull();
		assertThat(opened.dayOf(opensAt)).isEqualTo(D1);
	}

	@Test
	void aDayThatEndsWhenItStartsIsEmpty() {
		ClearingCalendar withEmptyDay = ClearingCalendar
			.of(new TreeMap<>(Map.of(D1, CUT_OFF_1, D2, CUT_OFF_1, D3, CUT_OFF_2)));
		assertThat(withEmptyDay.dayOf(CUT_OFF_1.minusNanos(1))).isEqualTo(D1);
		assertThat(withEmptyDay.dayOf(CUT_OFF_1)).isEqualTo(D3);
	}

	@Test
	void aCalendarWithoutDaysKnowsNone() {
		assertThat(ClearingCalendar.of(new TreeMap<>()).dayOf(Instant.EPOCH)).isNull();
	}

	@Test
	void refusesADayThatEndsBeforeItStarts() {
		assertThatThrownBy(() -> ClearingCalendar.of(new TreeMap<>(Map.of(D1, CUT_OFF_2, D2, CUT_OFF_1))))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessage("Clearing day 2026-11-21 starts at 2026-11-20T18:30:00Z and cannot end before, "
					+ "at 2026-11-20T16:00:00Z.");
		assertThatThrownBy(() -> ClearingCalendar.of(new TreeMap<>(Map.of(D1, CUT_OFF_1)), CUT_OFF_2))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void refusesAGapBetweenDays() {
		assertThatThrownBy(() -> ClearingCalendar.of(new TreeMap<>(Map.of(D1, CUT_OFF_1, D3, CUT_OFF_2))))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessage("Clearing days follow each other; between 2026-11-20 and 2026-11-22 one is missing.");
	}

	@Test
	void midnightIsTheEndOfTheDay() {
		assertThat(ClearingCalendar.defaultCutOff(D1, LocalTime.MIDNIGHT, SHANGHAI))
			.isEqualTo(Instant.parse("2026-11-20T16:00:00Z"));
	}

	@Test
	void anyOtherTimeIsOnTheDayItself() {
		assertThat(ClearingCalendar.defaultCutOff(D1, LocalTime.of(18, 30), SHANGHAI))
			.isEqualTo(Instant.parse("2026-11-20T10:30:00Z"));
		assertThat(ClearingCalendar.defaultCutOff(D1, LocalTime.of(0, 1), SHANGHAI))
			.isEqualTo(Instant.parse("2026-11-19T16:01:00Z"));
	}

}
