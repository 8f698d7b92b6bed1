package io.medsettle.core.clearing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.core.calendar.Dated;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However the cut-off changes, every instant belongs to exactly one day.
 */
class UsualCutOffsProperties {

	private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);

	/** Over both changes to and from summer time where there is one. */
	private static final int DAYS = 400;

	private static final long MINUTES = DAYS * 24L * 60;

	@Property(tries = 300)
	void noDayEndsBeforeItStartsAndNoneLastsMoreThanTwo(@ForAll("cutOffs") UsualCutOffs cutOffs,
			@ForAll @IntRange(max = DAYS) int offset) {
		LocalDate day = FIRST.plusDays(offset);
		Duration length = Duration.between(cutOffs.of(day.minusDays(1)), cutOffs.of(day));
		assertThat(length).isPositive().isLessThanOrEqualTo(Duration.ofHours(49));
		assertThat(cutOffs.of(day, cutOffs.of(day.minusDays(1)))).isEqualTo(cutOffs.of(day));
	}

	@Property(tries = 300)
	void everyInstantIsInExactlyOneDay(@ForAll("cutOffs") UsualCutOffs cutOffs,
			@ForAll @LongRange(max = MINUTES) long minutes) {
		Instant instant = FIRST.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant().plus(Duration.ofMinutes(minutes));
		LocalDate day = cutOffs.dayOf(instant);
		assertThat(cutOffs.of(day.minusDays(1))).isBeforeOrEqualTo(instant);
		assertThat(cutOffs.of(day)).isAfter(instant);
	}

	@Property(tries = 100)
	void theCalendarOfTheDaysHasNoGapAndNoOverlap(@ForAll("cutOffs") UsualCutOffs cutOffs,
			@ForAll @LongRange(max = MINUTES) long minutes) {
		SortedMap<LocalDate, Instant> ends = new TreeMap<>();
		for (int i = 0; i <= DAYS + 2; i++) {
			ends.put(FIRST.plusDays(i), cutOffs.of(FIRST.plusDays(i)));
		}
		Instant opensAt = cutOffs.of(FIRST.minusDays(1));
		ClearingCalendar calendar = ClearingCalendar.of(ends, opensAt);
		Instant instant = opensAt.plus(Duration.ofMinutes(minutes));
		assertThat(calendar.dayOf(instant)).isEqualTo(cutOffs.dayOf(instant));
		ends.forEach((day, end) -> assertThat(calendar.dayOf(end.minusMillis(1))).isEqualTo(day));
	}

	@Provide
	Arbitrary<UsualCutOffs> cutOffs() {
		Arbitrary<LocalTime> time = Arbitraries.oneOf(
				Arbitraries.of(LocalTime.MIDNIGHT, LocalTime.of(0, 1), LocalTime.of(22, 0),
						LocalTime.of(23, 59, 59, 999_999_999)),
				Arbitraries.integers().between(0, 1439).map((minutes) -> LocalTime.MIDNIGHT.plusMinutes(minutes)));
		Arbitrary<Map<LocalDate, LocalTime>> changes = Arbitraries
			.maps(Arbitraries.integers().between(-2, DAYS).map((days) -> FIRST.plusDays(days)), time)
			.ofMaxSize(20);
		Arbitrary<ZoneId> zone = Arbitraries
			.of("Asia/Shanghai", "UTC", "Europe/Berlin", "America/Havana", "Asia/Beirut")
			.map(ZoneId::of);
		return Combinators.combine(time, changes, zone)
			.as((first, changed, where) -> new UsualCutOffs(Dated.from(first, new TreeMap<>(changed)), where));
	}

}
