package io.medsettle.batch.night;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.clearing.ClearingCalendar;
import io.medsettle.core.day.ClearingDays;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The time of day at which days end changes, while days are being opened.
 */
class ChangingCutOffTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final String[] FROM_MIDNIGHT_TO_22_AND_BACK = { "settlement.clearing.cut-offs[0].from=2026-11-22",
			"settlement.clearing.cut-offs[0].time=22:00", "settlement.clearing.cut-offs[1].from=2026-11-24",
			"settlement.clearing.cut-offs[1].time=00:00" };

	@TempDir
	Path dataDir;

	@ParameterizedTest
	@EnumSource(Database.class)
	void daysFollowEachOtherOverTheChange(Database database) {
		try (NightEngine engine = NightEngine.start(database, FROM_MIDNIGHT_TO_22_AND_BACK)) {
			ClearingDays days = engine.days();
			Instant now = engine.clock().instant();
			ClearingCalendar calendar = days.calendar(now, Instant.parse("2026-11-25T00:00:00Z"));
			assertEnds(days, DAY.plusDays(1), "2026-11-22T00:00:00+08:00");
			assertEnds(days, DAY.plusDays(2), "2026-11-22T22:00:00+08:00");
			assertEnds(days, DAY.plusDays(3), "2026-11-23T22:00:00+08:00");
			assertEnds(days, DAY.plusDays(4), "2026-11-25T00:00:00+08:00");
			for (LocalDate day = DAY; day.isBefore(DAY.plusDays(5)); day = day.plusDays(1)) {
				Instant end = days.find(day).orElseThrow().cutOff();
				assertThat(calendar.dayOf(end.minusMillis(1))).isEqualTo(day);
				assertThat(calendar.dayOf(end)).isEqualTo(day.plusDays(1));
				assertThat(days.beginning(day.plusDays(1))).isEqualTo(end);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aDayThatHasBegunKeepsTheCutOffItWasPromised(Database database) {
		String url = database.create();
		try (NightEngine before = NightEngine.restart(url, this.dataDir)) {
			before.open();
			assertEnds(before.days(), DAY, "2026-11-21T00:00:00+08:00");
		}
		try (NightEngine after = NightEngine.restart(url, this.dataDir, "settlement.clearing.cut-off=18:00")) {
			after.open();
			assertEnds(after.days(), DAY, "2026-11-21T00:00:00+08:00");
			after.pass(DAY);
			assertThat(after.days().current().day()).isEqualTo(DAY.plusDays(1));
			assertEnds(after.days(), DAY.plusDays(1), "2026-11-21T18:00:00+08:00");
		}
	}

	/** The cut-offs of a zone further east lie before those that were promised. */
	@ParameterizedTest
	@EnumSource(Database.class)
	void inAnotherZoneADayIsEmptyRatherThanEndingBeforeItStarts(Database database) {
		String url = database.create();
		try (NightEngine before = NightEngine.restart(url, this.dataDir, "settlement.time-zone=Etc/GMT+12")) {
			before.open();
			assertEnds(before.days(), DAY.minusDays(1), "2026-11-20T20:00:00+08:00");
		}
		try (NightEngine after = NightEngine.restart(url, this.dataDir, "settlement.clearing.cut-off=18:00")) {
			after.clock().set(Instant.parse("2026-11-20T12:00:00Z"));
			assertThat(after.days().current().day()).isEqualTo(DAY.plusDays(1));
			assertEnds(after.days(), DAY, "2026-11-20T20:00:00+08:00");
			assertEnds(after.days(), DAY.plusDays(1), "2026-11-21T18:00:00+08:00");
		}
	}

	private static void assertEnds(ClearingDays days, LocalDate day, String cutOff) {
		assertThat(days.find(day).orElseThrow().cutOff()).as(day.toString())
			.isEqualTo(OffsetDateTime.parse(cutOff).toInstant());
	}

}
