package io.medsettle.batch.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;

import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakActions;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.files.ClearingFiles;
import io.medsettle.batch.night.NightRun;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.FakeAnnouncements;
import io.medsettle.batch.testing.Interruption;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.batch.verify.Verifications;
import io.medsettle.core.clearing.ClearingDayState;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.ledger.Side;
import io.medsettle.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Breaks on purpose what must hold, and sees the night refuse.
 */
@Tag("invariant-1")
@Tag("invariant-3")
@Tag("invariant-4")
@Tag("invariant-5")
@Tag("invariant-6")
class InvariantTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final String DEAD_LETTER = """
			insert into dead_letter (topic, topic_partition, topic_offset, source_partition, source_offset, clearing_day,
			                         reason, size_bytes, sha256, excerpt, appended_at_ms)
			values ('claims.submitted', 0, ?, 0, ?, ?, 'No event.', 1, '', '', 0)""";

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					1 | publish | delete from claim_duplicate                                                         | 5 events were submitted, but 4 posted, 0 duplicates
					1 | publish | update clearing_watermark set events = events + 1                                   | 6 events were submitted
					3 | publish | delete from treatment_entry where claim_no = 'C-1'                                  | The treatment ledger should have 2 entries of 80001 fen
					3 | publish | update insured_entry set fen = fen + 1 where claim_no = 'C-1'                       | but has 2 entries of 80002 fen
					3 | publish | update treatment_entry set debit_account = 2, credit_account = 1 where claim_no = 'C-2' | PAYABLE_TO_HOSPITAL to RECEIVABLE
					3 | publish | delete from clearing_entry where book_city = '310000'                               | The clearing of the day should have
					4 | publish | delete from reconciliation_break                                                    | The treatment ledger has 4 claims of 240001 fen of the day
					4 | publish | update obligation set claims = claims + 1 where insured_city = '320500'             | cleared and
					5 | publish | update bilateral_position set fen = fen + 1                                         | Gross obligations and the bilateral position of 310000 and 320500 differ
					5 | publish | update net_position set net_fen = net_fen + 1, receivable_fen = receivable_fen + 1 where city = '310000' | The net positions sum to 1 fen, not to 0
					6 | publish | update clearing_file set sha256 = 'x' where name like '310000%summary%'             | 310000_20261120_summary_v1.csv has the checksum
					6 | publish | update clearing_file set payable_fen = 1 where name like '330400%detail%'           | 330400_20261120_detail_v1.csv adds up to
					6 | publish | delete from clearing_file where name like '330400%manifest%'                        | City 330400 has no MANIFEST file
					""")
	void refusesToPublish(int invariant, String step, String sabotage, String figures) {
		NightEngine engine = day();
		engine.bean(Interruption.class).before(step, (execution) -> engine.jdbc().update(sabotage));

		NightRun run = Nights.run(engine, DAY);

		assertThat(run.failure()).startsWith("Invariant " + invariant + " (").contains(figures);
		assertNothingVisible(engine, run);
	}

	@Test
	void refusesToPublishABookThatBalancesWithoutItsClaims() {
		NightEngine engine = day();
		engine.bean(Interruption.class)
			.before("publish", (execution) -> engine.jdbc()
				.update("""
						update treatment_claim set fund_fen = fund_fen + 1, total_fen = total_fen + 1 where claim_no = 'C-1'"""));
		assertThat(Nights.run(engine, DAY).failure()).startsWith("Invariant 3");
	}

	/** Both books and all files agree on it. */
	@Test
	void refusesToTakeBackMoreThanAClaim() {
		NightEngine engine = NightEngine.empty(Database.chosen());
		ClaimRow original = ClaimRow.settlement(DAY, 1, "320500", "310000");
		engine.books().post(original, original.reversal(DAY, 2), original.reversal(DAY, 3));
		engine.watermark().submitted(3);
		engine.bean(Interruption.class)
			.before("clear", (execution) -> engine.jdbc().update("delete from reconciliation_break"));

		NightRun run = Nights.run(engine, DAY);

		assertThat(run.failure()).startsWith("Invariant 13 (")
			.contains("claim C-1 of hospital H31000000001", "-80000 fen");
		assertNothingVisible(engine, run);
	}

	/** The city that was to pay gets back what another has paid. */
	@Test
	void refusesToTakeBackFromACityWhatAnotherWasPaid() {
		NightEngine engine = NightEngine.empty(Database.chosen());
		ClaimRow original = ClaimRow.settlement(DAY, 1, "320500", "310000");
		engine.books().post(original, original.reversal(DAY, 2).withInsuredCity("330200"));
		engine.watermark().submitted(2);
		engine.bean(Interruption.class)
			.before("clear", (execution) -> engine.jdbc().update("delete from reconciliation_break"));

		assertThat(Nights.run(engine, DAY).failure()).startsWith("Invariant 13 (")
			.contains("between 330200 and 310000");
	}

	@Test
	void refusesToPublishOtherBytes() {
		NightEngine engine = day();
		engine.bean(Interruption.class).before("publish", (execution) -> {
			try {
				Files.writeString(engine.dataDir()
					.resolve("files")
					.resolve(DAY.toString())
					.resolve("310000_20261120_detail_v1.csv"), " ", StandardOpenOption.APPEND);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});

		NightRun run = Nights.run(engine, DAY);

		assertThat(run.failure()).startsWith("Invariant 6").contains("310000_20261120_detail_v1.csv has the checksum");
		assertNothingVisible(engine, run);
		assertThat(Nights.run(engine, DAY).failure()).isNull();
		assertThat(engine.state(DAY)).isEqualTo(ClearingDayState.PUBLISHED);
	}

	@Test
	void refusesToPublishAManifestThatTellsAnotherNetPosition() {
		NightEngine engine = day();
		String name = "310000_20261120_manifest_v1.json";
		engine.bean(Interruption.class).before("publish", (execution) -> {
			Path manifest = engine.dataDir().resolve("files").resolve(DAY.toString()).resolve(name);
			try {
				String told = Files.readString(manifest);
				String changed = told.replaceFirst("(\"netFen\"\\s*:\\s*)(-?\\d+)", "$17");
				assertThat(changed).isNotEqualTo(told);
				Files.writeString(manifest, changed);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		assertThat(Nights.run(engine, DAY).failure()).startsWith("Invariant 6")
			.contains(name + " tells a net position of 7 fen");
	}

	@Test
	void refusesToClearWhatTheLedgersSumUpDifferently() {
		NightEngine engine = day();
		engine.bean(Interruption.class).before("clear", (execution) -> engine.jdbc().update("""
				update insured_claim set fund_fen = fund_fen + 1, total_fen = total_fen + 1 where claim_no = 'C-1'"""));

		NightRun run = Nights.run(engine, DAY);

		assertThat(run.failure()).isEqualTo("The two ledgers do not clear the same: 320500 to 310000: "
				+ "2 claims, 80001 fen against 2 claims, 80002 fen.");
		assertNothingVisible(engine, run);
	}

	/** As routers and ledgers leave it when a broker's clock has gone backwards. */
	@Test
	void anEventThatCountsForAnotherDayIsNotLost() {
		NightEngine engine = NightEngine.empty(Database.chosen());
		LocalDate next = DAY.plusDays(1);
		engine.books()
			.post(ClaimRow.settlement(DAY, 1, "320500", "310000"),
					ClaimRow.settlement(DAY, 2, "320500", "310000").onDay(next));
		engine.watermark().submitted(3);
		engine.jdbc().update(DEAD_LETTER, 0, 0, DAY);
		assertThat(Nights.run(engine, DAY).failure()).isNull();

		engine.books().post(ClaimRow.settlement(next, 3, "320500", "310000"));
		engine.watermark().submitted(4);
		assertThat(Nights.run(engine, next).failure()).isNull();
		assertThat(engine.bean(Positions.class).obligations(next)).extracting(Obligation::claims).containsExactly(2L);
	}

	@Test
	void anEventOfAnEarlierDayMakesUpForNoLostOne() {
		NightEngine engine = NightEngine.empty(Database.chosen());
		engine.books().post(ClaimRow.settlement(DAY, 1, "320500", "310000").onDay(DAY.minusDays(2)));
		engine.watermark().submitted(2);
		engine.jdbc().update(DEAD_LETTER, 0, 0, DAY);
		assertThat(Nights.run(engine, DAY).failure()).startsWith("Invariant 1 (")
			.contains("2 events were submitted, but 0 posted");
	}

	/** Whoever has the router's key can write legs; no night must stand still for it. */
	@Test
	void aClaimThatTheBrokerNeverHadIsHeld() {
		NightEngine engine = NightEngine.empty(Database.chosen());
		engine.books()
			.post(ClaimRow.settlement(DAY, 1, "320500", "310000"), ClaimRow.settlement(DAY, 2, "320500", "310000"));
		engine.books().post(Side.TREATMENT, ClaimRow.settlement(DAY, 99, "320500", "310000"));
		engine.watermark().submitted(2);
		engine.jdbc().update(DEAD_LETTER, 0, 0, DAY);
		assertThat(Nights.run(engine, DAY).failure()).isNull();
		assertThat(engine.breaks(DAY, null, null)).extracting(Break::claimNo, Break::category)
			.containsExactlyInAnyOrder(tuple("C-2", BreakCategory.EVENT_MISSING),
					tuple("C-99", BreakCategory.INSURED_LEG_MISSING));
		assertThat(engine.bean(Positions.class).obligations(DAY)).extracting(Obligation::claims).containsExactly(1L);
	}

	@Test
	void ofTwoClaimsAtOnePlacePeopleSayWhichWasSubmitted() {
		NightEngine engine = NightEngine.empty(Database.chosen());
		LocalDate next = DAY.plusDays(1);
		ClaimRow submitted = ClaimRow.settlement(DAY, 1, "320500", "310000");
		engine.books()
			.post(submitted, ClaimRow.settlement(DAY, 1, "310000", "340100").withClaimNo("forged"),
					ClaimRow.settlement(DAY, 2, "320500", "310000"));
		engine.watermark().submitted(3);
		engine.jdbc().update(DEAD_LETTER, 0, 0, DAY);
		assertThat(Nights.run(engine, DAY).failure()).isNull();
		assertThat(engine.breaks(DAY, null, null)).extracting(Break::claimNo, Break::category)
			.containsExactlyInAnyOrder(tuple("C-1", BreakCategory.EVENT_MISSING),
					tuple("forged", BreakCategory.EVENT_MISSING));

		engine.books()
			.post(submitted.withClaimNo("old place").onDay(next), ClaimRow.settlement(next, 3, "320500", "310000"));
		engine.watermark().submitted(4);
		engine.breaks(DAY, null, null).forEach((held) -> {
			Resolution resolution = held.claimNo().equals("C-1") ? Resolution.ACCEPT_TREATMENT : Resolution.CANCEL;
			engine.bean(BreakActions.class).propose(held.id(), "Li", resolution, 0, "");
			engine.bean(BreakActions.class).approve(held.id(), "Chen", "");
		});
		assertThat(Nights.run(engine, next).failure()).isNull();
		assertThat(engine.breaks(next, null, null)).extracting(Break::claimNo, Break::category)
			.containsExactly(tuple("old place", BreakCategory.EVENT_MISSING));
		assertThat(engine.bean(Positions.class).obligations(next)).extracting(Obligation::claims).containsExactly(2L);
		for (LocalDate day : List.of(DAY, next)) {
			assertThat(engine.bean(Verifications.class).verify(day).orElseThrow().listed()).isEmpty();
		}
	}

	private static NightEngine day() {
		NightEngine engine = NightEngine.empty(Database.chosen());
		engine.books()
			.post(ClaimRow.settlement(DAY, 1, "320500", "310000"),
					ClaimRow.settlement(DAY, 2, "320500", "310000").withFen(1, 0, 0),
					ClaimRow.settlement(DAY, 3, "310000", "320500"));
		engine.books().post(Side.TREATMENT, ClaimRow.settlement(DAY, 4, "330200", "310000"));
		engine.jdbc().update("""
				insert into claim_duplicate
				  (source_partition, source_offset, clearing_day, hospital_code, claim_no, accepted_at_ms)
				values (0, 99, ?, 'H31000000001', 'C-1', 0)""", DAY);
		engine.watermark().submitted(5);
		return engine;
	}

	private static void assertNothingVisible(NightEngine engine, NightRun run) {
		assertThat(run.state()).isEqualTo(NightRunState.FAILED);
		assertThat(engine.state(DAY)).isNotEqualTo(ClearingDayState.PUBLISHED);
		assertThat(engine.bean(Positions.class).net(DAY)).isEmpty();
		assertThat(engine.bean(ClearingFiles.class).list(DAY, null)).isEmpty();
		assertThat(engine.bean(FakeAnnouncements.class).sent()).isEmpty();
	}

}
