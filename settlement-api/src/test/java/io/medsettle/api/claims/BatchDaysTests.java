package io.medsettle.api.claims;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.medsettle.core.clearing.ClearingCalendar;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;

class BatchDaysTests {

	private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

	private static final Instant CUT_OFF = Instant.parse("2026-11-20T09:13:07.123Z");

	private final AtomicInteger lookUps = new AtomicInteger();

	private final BatchDays days = new BatchDays(this::calendar);

	@Test
	void batchWithoutClaimsHasNoDays() {
		assertThat(this.days.count()).isEmpty();
		assertThat(this.lookUps).hasValue(0);
	}

	@Test
	void cutOffParts() {
		this.days.add(CUT_OFF);
		this.days.add(CUT_OFF.minusMillis(1));
		this.days.add(CUT_OFF.minusMillis(1));
		this.days.add(CUT_OFF.plusSeconds(1));
		this.days.add(CUT_OFF.plusSeconds(2));
		assertThat(this.days.count()).containsExactly(Map.entry(DAY, 2L), Map.entry(DAY.plusDays(1), 3L));
		assertThat(this.lookUps).hasValue(1);
	}

	@Test
	void manyAppendTimesAreLookedUpInParts() {
		for (int i = 0; i < BatchDays.TIMES_MAX; i++) {
			this.days.add(CUT_OFF.minusMillis(i));
			this.days.add(CUT_OFF.plusMillis(i));
			this.days.foldIfMany();
		}
		assertThat(this.lookUps).hasValue(1);
		assertThat(this.days.count()).containsExactly(Map.entry(DAY, BatchDays.TIMES_MAX - 1L),
				Map.entry(DAY.plusDays(1), BatchDays.TIMES_MAX + 1L));
		assertThat(this.lookUps).hasValue(2);
	}

	@Test
	void receiptDoesWithoutDaysThatTheDatabaseDoesNotTell() {
		BatchDays unknown = new BatchDays((earliest, latest) -> {
			throw new DataAccessResourceFailureException("The test has no database.");
		});
		unknown.add(CUT_OFF);
		assertThat(unknown.count()).isNull();
		this.days.add(Instant.MAX);
		assertThat(this.days.count()).isNull();
	}

	private ClearingCalendar calendar(Instant earliest, Instant latest) {
		assertThat(latest).isAfterOrEqualTo(earliest);
		this.lookUps.incrementAndGet();
		return ClearingCalendar.of(new TreeMap<>(Map.of(DAY, CUT_OFF, DAY.plusDays(1), CUT_OFF.plusSeconds(3600))));
	}

}
