package io.medsettle.batch.night;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.FakeAnnouncements;
import io.medsettle.batch.testing.FakeCutOffTopic;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.audit.AuditActor;
import io.medsettle.core.audit.AuditEntry;
import io.medsettle.core.audit.AuditSubject;
import io.medsettle.core.audit.AuditTrail;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.day.ClearingDay;
import io.medsettle.core.day.CutOffContradictionException;
import io.medsettle.core.day.CutOffSynchronization;
import io.medsettle.core.day.DayTransitions;
import io.medsettle.core.day.EarlyClosing;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A database that was restored from a backup, and a Kafka that has kept all it had: what
 * decided the days comes back, and what was published stays as it is.
 */
@Tag("invariant-7")
class RestoredDatabaseTests {

	private static final LocalDate DAY = NightEngine.DAY;

	/** What a night leaves, children before parents. */
	private static final List<String> OF_THE_NIGHT = List.of("clearing_file_acknowledgement", "clearing_file",
			"clearing_entry", "net_position", "bilateral_position", "obligation", "clearing_watermark", "correction",
			"audit_anchor", "break_event", "break_tally", "reconciliation_break", "batch_step_execution_context",
			"batch_job_execution_context", "batch_step_execution", "batch_job_execution_params", "batch_job_execution",
			"batch_job_instance");

	@ParameterizedTest
	@EnumSource(Database.class)
	void anEarlyCutOffComesBack(Database database) {
		NightEngine engine = NightEngine.empty(database);
		Instant usual = cutOff(engine, DAY);
		Instant early = engine.bean(EarlyClosing.class).close(DAY, "wang.li").cutOff();
		engine.clock().set(early.plusSeconds(2));
		LocalDate next = engine.days().current().day();
		Instant nextCutOff = cutOff(engine, next);
		engine.days().calendar(early, early);

		engine.jdbc().update("delete from clearing_day where day > ?", DAY);
		engine.jdbc().update("update clearing_day set cut_off_ms = ?", usual.toEpochMilli());
		engine.bean(CutOffSynchronization.class).start();

		assertThat(cutOff(engine, DAY)).isEqualTo(early);
		assertThat(cutOff(engine, next)).isEqualTo(nextCutOff);
		assertThat(engine.bean(DayTransitions.class).of(DAY).getLast()).satisfies((transition) -> {
			assertThat(transition.actor()).isEqualTo("engine");
			assertThat(transition.reason()).endsWith("as taken over from clearing.cut-offs.");
		});
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aUsualCutOffComesBackWhateverIsSetNow(Database database) {
		NightEngine engine = NightEngine.empty(database);
		LocalDate next = DAY.plusDays(1);
		Instant otherwise = cutOff(engine, DAY).plusSeconds(3600);
		engine.bean(FakeCutOffTopic.class).append(new TreeMap<>(Map.of(DAY, cutOff(engine, DAY), next, otherwise)));

		engine.bean(CutOffSynchronization.class).start();

		engine.pass(DAY);
		assertThat(engine.days().current()).isEqualTo(new ClearingDay(next, otherwise, ClearingDayState.OPEN, null));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void whatDecidesAnEventsDayIsInKafkaFirst(Database database) {
		NightEngine engine = NightEngine.empty(database);
		FakeCutOffTopic topic = engine.bean(FakeCutOffTopic.class);
		Instant early = engine.clock().instant().plusSeconds(1);
		// Died between the commit of an early close and the event of it.
		engine.jdbc().update("update clearing_day set cut_off_ms = ?", early.toEpochMilli());

		assertThat(engine.days().calendar(early, early.plusMillis(1)).dayOf(early)).isEqualTo(DAY.plusDays(1));

		assertThat(topic.read()).containsEntry(DAY, early)
			.containsEntry(DAY.plusDays(1), cutOff(engine, DAY.plusDays(1)));
		assertThat(engine.days().find(DAY).orElseThrow().cutOff()).isEqualTo(early);
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aDayIsNotReconciledBeforeItsCutOffIsInKafka(Database database) {
		NightEngine engine = day(database);
		Instant early = engine.clock().instant().plusSeconds(1);
		engine.jdbc().update("update clearing_day set cut_off_ms = ?", early.toEpochMilli());

		assertThat(Nights.run(engine, DAY).failure()).isNull();

		assertThat(engine.bean(FakeCutOffTopic.class).read()).containsEntry(DAY, early);
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void aDatabaseAndAKafkaThatDoNotBelongTogetherAreRefused(Database database) {
		NightEngine engine = day(database);
		Nights.run(engine, DAY);
		Instant kept = cutOff(engine, DAY);
		SortedMap<String, List<String>> before = engine.rows();
		FakeCutOffTopic topic = engine.bean(FakeCutOffTopic.class);

		topic.append(new TreeMap<>(Map.of(DAY, kept.minusSeconds(1))));
		assertThatExceptionOfType(CutOffContradictionException.class)
			.isThrownBy(() -> engine.bean(CutOffSynchronization.class).start())
			.withMessageContaining("Clearing day " + DAY + " is PUBLISHED in the database")
			.withMessageContaining("clearing.cut-offs");

		engine.reset();
		topic.append(new TreeMap<>(Map.of(DAY.plusDays(2), kept.plusSeconds(1))));
		assertThatExceptionOfType(CutOffContradictionException.class)
			.isThrownBy(() -> engine.bean(CutOffSynchronization.class).start())
			.withMessageContaining("do not follow each other");
		assertThat(before.get("clearing_day")).hasSize(engine.rows().get("clearing_day").size() + 1);
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void whatWasPublishedIsPublishedAgainWithTheSameBytesAndToldOnce(Database database) {
		NightEngine engine = day(database);
		assertThat(Nights.run(engine, DAY).failure()).isNull();
		SortedMap<String, String> files = engine.files(DAY);
		List<String> told = List.copyOf(engine.bean(FakeAnnouncements.class).sent());

		loseTheNight(engine);
		// The audit trail stands elsewhere now.
		new TransactionTemplate(engine.bean(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> engine.bean(AuditTrail.class)
				.record(AuditEntry.done(AuditActor.ENGINE, "TRIED", new AuditSubject("AUDIT_TRAIL", ""))));
		assertThat(Nights.run(engine, DAY).failure()).isNull();

		assertThat(engine.files(DAY)).isEqualTo(files);
		assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PUBLISHED);
		assertThat(engine.bean(FakeAnnouncements.class).sent()).isEqualTo(told);
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void otherBytesAreNotWrittenOverWhatWasPublished(Database database) {
		NightEngine engine = day(database);
		assertThat(Nights.run(engine, DAY).failure()).isNull();
		SortedMap<String, String> files = engine.files(DAY);

		loseTheNight(engine);
		engine.books().post(ClaimRow.settlement(DAY, 2, "320500", "310000"));
		engine.watermark().submitted(2);
		NightRun run = Nights.run(engine, DAY);

		assertThat(run.failure()).contains("was published before, and this night would write other bytes");
		assertThat(engine.files(DAY)).isEqualTo(files);
		assertThat(engine.state(DAY)).isNotEqualTo(ClearingDayState.PUBLISHED);
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void otherBytesAreNotPublishedWhereTheFilesAreLostToo(Database database) {
		NightEngine engine = day(database);
		assertThat(Nights.run(engine, DAY).failure()).isNull();
		List<String> told = List.copyOf(engine.bean(FakeAnnouncements.class).sent());

		engine.reset();
		engine.bean(FakeAnnouncements.class).sent().addAll(told);
		NightRun run = Nights.run(engine, DAY);

		assertThat(run.failure()).startsWith("Invariant 7 (a published day never changes)")
			.contains("was published before with the checksum");
		assertThat(engine.state(DAY)).isNotEqualTo(ClearingDayState.PUBLISHED);
	}

	private static NightEngine day(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(ClaimRow.settlement(DAY, 1, "320500", "310000"));
		engine.watermark().submitted(1);
		return engine;
	}

	/**
	 * Takes the database back to before the night, with the claims in it.
	 */
	private static void loseTheNight(NightEngine engine) {
		OF_THE_NIGHT.forEach((table) -> engine.jdbc().update("delete from " + table));
		engine.jdbc().update("update clearing_day set state = 'OPEN', confirmed_by = null where day = ?", DAY);
	}

	private static Instant cutOff(NightEngine engine, LocalDate day) {
		return engine.days().find(day).orElseThrow().cutOff();
	}

}
