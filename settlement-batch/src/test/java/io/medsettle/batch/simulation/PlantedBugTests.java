package io.medsettle.batch.simulation;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.medsettle.batch.publish.ProofSwitch;
import io.medsettle.batch.simulation.Simulation.Sabotage;
import io.medsettle.batch.testing.Interruption;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.routing.RoutingHeaders;
import io.medsettle.core.routing.TransactionalRouter;
import io.medsettle.testing.Database;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The simulation is worth something only if it notices. Each test plants a bug: most that
 * the night's own proofs cannot see, because both books go wrong alike, and one that
 * three look out for, each of them when those before it are taken out.
 */
@Tag("invariant-13")
class PlantedBugTests {

	private static final String CLAIM = "hospital_code = ? and claim_no = ?";

	/** A claim of the day that is to be closed, as both books have it. */
	private static final String AGREED = """
			select t.hospital_code, t.claim_no
			from treatment_claim t
			join insured_claim i on i.source_partition = t.source_partition and i.source_offset = t.source_offset
			where t.clearing_day = (select min(day) from clearing_day where state <> 'PUBLISHED') and t.sign = 1
			  and t.fund_fen = i.fund_fen and t.person_no = i.person_no and t.insured_city = i.insured_city
			  and t.insurance_type = i.insurance_type and t.claim_no = i.claim_no
			  and not exists (
			    select 1 from reversal r
			    where r.hospital_code = t.hospital_code and r.original_claim_no = t.claim_no)
			order by t.source_partition, t.source_offset""";

	/** Breaks of the day for which nothing but an earlier reversal holds the claim. */
	private static final String TAKEN_BACK_TWICE = """
			delete from reconciliation_break
			where category = 'DOUBLE_REVERSAL' and resolved_day is null
			  and opened_day = (select min(day) from clearing_day where state <> 'PUBLISHED')
			  and exists (
			    select 1 from treatment_claim t
			    join insured_claim i on i.source_partition = t.source_partition and i.source_offset = t.source_offset
			    where t.hospital_code = reconciliation_break.hospital_code
			      and t.claim_no = reconciliation_break.claim_no and i.claim_no = t.claim_no
			      and t.clearing_day = reconciliation_break.opened_day
			      and t.insured_city = i.insured_city and t.fund_fen = i.fund_fen and t.account_fen = i.account_fen
			      and t.person_no = i.person_no and t.insurance_type = i.insurance_type and i.sign = t.sign)""";

	/** Not every seed comes to where the bug is. */
	private static final int SEEDS = 10;

	/** The rule broken that nothing is taken back twice. */
	@Test
	void nightIsStoppedThatTakesBackTwice() {
		assertThat(report(takingBackTwice(true, true), "Invariant 13")).contains("failure of the night");
	}

	/** The rule broken, and the night's own proof taken out. */
	@Test
	void verificationNoticesWhatIsTakenBackTwice() {
		assertThat(report(takingBackTwice(false, true), "what=Family")).contains("cleared over all days");
	}

	/** The rule broken, and whoever proves it taken out. */
	@Test
	void modelNoticesWhatIsTakenBackTwice() {
		assertThat(report(takingBackTwice(false, false), "DOUBLE_REVERSAL")).contains("only the model has:");
	}

	@Test
	void noticesAFenTooMuch() {
		assertThat(report((engine) -> inBothBooks(engine, """
				update %1$s set fund_fen = fund_fen + 1, total_fen = total_fen + 1
				where
				""" + CLAIM, "update %2$s set fen = fen + 1 where " + CLAIM))).contains("only the engine has:")
			.contains("_detail_v1.csv");
	}

	/** As if the ledgers had taken a batch that comes again for one they had posted. */
	@Test
	void noticesAClaimThatBothLedgersHaveLost() {
		assertThat(report((engine) -> {
			if (inBothBooks(engine, "delete from %1$s where " + CLAIM, "delete from %2$s where " + CLAIM,
					"delete from %3$s where " + CLAIM)) {
				engine.watermark().submit(-1);
			}
		})).contains("_detail_v1.csv");
	}

	@Test
	void noticesABreakOfAnotherKind() {
		assertThat(report((engine) -> beforeStep(engine, "files", """
				update reconciliation_break set category = 'CASH_DIFFERS'
				where resolved_day is null and category = 'INSURED_LEG_MISSING'"""))).contains("only the engine has:")
			.contains("CASH_DIFFERS");
	}

	@Test
	void noticesALegThatTheRouterLeavesOut() {
		assertThat(report(routing((sent) -> sent.subList(1, sent.size())))).contains("what the router has sent");
	}

	@Test
	void noticesALegThatTheRouterSendsTwice() {
		assertThat(report(routing((sent) -> Stream.concat(sent.stream(), sent.stream().limit(1)).toList())))
			.contains("what the router has sent");
	}

	@Test
	void noticesALegThatTheRouterCountsForAnotherDay() {
		assertThat(report(routing((sent) -> {
			Headers headers = sent.getFirst().headers();
			LocalDate day = Objects.requireNonNull(RoutingHeaders.readFrom(headers)).clearingDay();
			RoutingHeaders.add(headers, "clearingDay", day.plusDays(1).toString());
			return sent;
		}))).contains("what the router has sent");
	}

	/** From the second day on the router sends something else. */
	private static Sabotage routing(UnaryOperator<List<ProducerRecord<byte[], byte[]>>> bug) {
		return (engine) -> engine.bean(TransactionalRouter.class).plant(bug);
	}

	/**
	 * Lets reversals clear that both books agree on, although their originals have been
	 * taken back.
	 */
	private static Sabotage takingBackTwice(boolean proves, boolean verifies) {
		return new Sabotage() {

			@Override
			public void beforeNight(NightEngine engine) {
				if (!proves) {
					engine.bean(ProofSwitch.class).switchOff(13);
				}
				beforeStep(engine, "clear", TAKEN_BACK_TWICE);
			}

			@Override
			public boolean leavesVerification() {
				return verifies;
			}

		};
	}

	/** What the first seed says that notices. */
	private static String report(Sabotage sabotage) {
		return report(sabotage, "");
	}

	/** What the first seed says that notices it so. */
	private static String report(Sabotage sabotage, String notice) {
		Optional<String> report = LongStream.rangeClosed(1, SEEDS)
			.mapToObj((seed) -> reportOf(seed, sabotage))
			.flatMap(Optional::stream)
			.filter((text) -> text.contains(notice))
			.findFirst();
		assertThat(report).as("what the simulation reports").isPresent();
		assertThat(report.orElseThrow()).contains("To live it again:").contains("What had happened that day:");
		return report.orElseThrow();
	}

	private static Optional<String> reportOf(long seed, Sabotage sabotage) {
		try {
			new Simulation(Database.chosen(), seed, sabotage).run();
			return Optional.empty();
		}
		catch (AssertionError noticed) {
			return Optional.ofNullable(noticed.getMessage());
		}
		finally {
			NightEngine.empty(Database.chosen()).bean(Interruption.class).before("no step at all", (execution) -> {
			});
		}
	}

	/**
	 * Does the same in both books to some claim of the day.
	 * @return whether there is one
	 */
	private static boolean inBothBooks(NightEngine engine, String... sql) {
		List<Map<String, Object>> claims = engine.jdbc().queryForList(AGREED);
		if (claims.isEmpty()) {
			return false;
		}
		Map<String, Object> claim = claims.getFirst();
		for (Side side : Side.values()) {
			for (String each : sql) {
				engine.jdbc()
					.update(each.formatted(LedgerTables.of(side).claims(), LedgerTables.of(side).entries(),
							LedgerTables.of(side).identities()), claim.get("hospital_code"), claim.get("claim_no"));
			}
		}
		return true;
	}

	private static void beforeStep(NightEngine engine, String step, String sql) {
		engine.bean(Interruption.class).before(step, (execution) -> engine.jdbc().update(sql));
	}

}
