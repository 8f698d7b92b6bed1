package io.medsettle.batch.history;

import java.time.LocalDate;
import java.util.List;

import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.ledger.DayPartitions;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Days of their own in PostgreSQL: what is written goes to its day's partition, and a day
 * is detached only when it is settled.
 */
@Tag("invariant-10")
class HistoryTests {

	private static final LocalDate DAY = NightEngine.DAY;

	@Test
	void aClaimIsKeptInThePartitionOfItsDay() {
		try (NightEngine engine = NightEngine.start(Database.POSTGRESQL)) {
			DayPartitions partitions = engine.bean(DayPartitions.class);
			partitions.make(DAY);
			partitions.make(DAY);
			engine.books().post(ClaimRow.settlement(DAY, 1, "320500", "310000"));
			for (String table : List.of("treatment_claim", "treatment_entry", "insured_claim", "insured_entry")) {
				assertThat(rows(engine, table + "_20261120")).as(table).isOne();
				assertThat(rows(engine, table + "_other")).as(table).isZero();
			}
		}
	}

	@Test
	void aDayThatBeganWithoutAPartitionLosesNothing() {
		try (NightEngine engine = NightEngine.start(Database.POSTGRESQL)) {
			engine.books().post(ClaimRow.settlement(DAY, 1, "320500", "310000"));
			engine.bean(DayPartitions.class).make(DAY);
			engine.books().post(ClaimRow.settlement(DAY, 2, "320500", "310000"));
			assertThat(rows(engine, "treatment_claim")).isEqualTo(2);
			assertThat(rows(engine, "treatment_claim_other")).isEqualTo(2);
			engine.watermark().submit(2);
			assertThat(Nights.run(engine, DAY).failure()).isNull();
		}
	}

	@Test
	void onlyASettledDayIsDetachedAndItsIdentitiesStay() {
		try (NightEngine engine = NightEngine.start(Database.POSTGRESQL)) {
			DayPartitions partitions = engine.bean(DayPartitions.class);
			LocalDate next = DAY.plusDays(1);
			partitions.make(DAY);
			partitions.make(next);
			ClaimRow first = ClaimRow.settlement(DAY, 1, "320500", "310000");
			engine.books().post(first);
			partitions.detachSettled(next.plusDays(1));
			assertThat(rows(engine, "treatment_claim")).as("not published").isOne();

			engine.watermark().submit(1);
			assertThat(Nights.run(engine, DAY).failure()).isNull();
			engine.books().post(first.withClaimNo("C-missing").reversal(next, 7));
			engine.watermark().submit(1);
			assertThat(Nights.run(engine, next).failure()).isNull();
			partitions.detachSettled(next.plusDays(1));

			assertThat(rows(engine, "treatment_claim where clearing_day = date '2026-11-20'")).isZero();
			assertThat(rows(engine, "treatment_claim_20261120")).isOne();
			assertThat(rows(engine, "treatment_identity")).isEqualTo(2);
			assertThat(rows(engine, "treatment_claim")).as("held by a break").isOne();
		}
	}

	@Test
	void aDayIsVacuumedOnceItIsPublished() {
		try (NightEngine engine = NightEngine.start(Database.POSTGRESQL)) {
			DayPartitions partitions = engine.bean(DayPartitions.class);
			partitions.make(DAY);
			partitions.release();
			assertThat(notVacuumed(engine)).isEqualTo(4);

			engine.watermark().submit(0);
			assertThat(Nights.run(engine, DAY).failure()).isNull();
			partitions.release();
			assertThat(notVacuumed(engine)).isZero();
		}
	}

	/** The night reads only its day, whatever stands before it. */
	@ParameterizedTest
	@EnumSource(Database.class)
	void aNightAfterOthersClearsItsOwnDay(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(ClaimRow.settlement(DAY, 1, "320500", "310000"));
		engine.watermark().submit(1);
		assertThat(Nights.run(engine, DAY).failure()).isNull();
		LocalDate next = DAY.plusDays(1);
		engine.bean(DayPartitions.class).make(next);
		engine.books().post(ClaimRow.settlement(next, 2, "320500", "330400"));
		engine.watermark().submit(1);
		assertThat(Nights.run(engine, next).failure()).isNull();
		assertThat(engine.jdbc()
			.queryForObject("select sum(claims) from obligation where day = date '2026-11-21'", Long.class)).isOne();
	}

	private static long notVacuumed(NightEngine engine) {
		return rows(engine, "pg_class where 'autovacuum_enabled=false' = any(reloptions)");
	}

	private static long rows(NightEngine engine, String table) {
		return engine.jdbc().queryForObject("select count(*) from " + table, Long.class);
	}

}
