package io.medsettle.batch.verify;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.ledger.Side;
import io.medsettle.testing.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a claim and all that takes it back clear together lies between 0 and the claim's
 * own amount, over all days to the one that is verified.
 */
class FamilyTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final LocalDate NEXT_DAY = DAY.plusDays(1);

	private static final LocalDate LAST_DAY = DAY.plusDays(2);

	private static final String FAMILY = "Family of claim %s of hospital H31000000001";

	private static final String RANGE = ": expected from 0 to 80000 fen cleared over all days, found ";

	private static final String EARLY = ": expected the claim to clear before it is taken back by %s on %s, found ";

	@ParameterizedTest
	@EnumSource(Database.class)
	void daysHoldWhateverLaterDaysTakeBack(Database database) {
		NightEngine engine = days(database);
		for (LocalDate day : List.of(DAY, NEXT_DAY, LAST_DAY)) {
			assertThat(sentences(engine, day)).as("discrepancies of %s", day).isEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("faults")
	void whatIsTakenBackTooMuchIsFoundOnItsDay(Database database, Planted fault) {
		NightEngine engine = days(database);
		fault.sql().forEach((sql) -> assertThat(engine.jdbc().update(sql)).isPositive());
		assertThat(sentences(engine, fault.day())).contains(fault.sentence());
		for (LocalDate earlier = DAY; earlier.isBefore(fault.day()); earlier = earlier.plusDays(1)) {
			assertThat(sentences(engine, earlier)).noneMatch((sentence) -> sentence.equals(fault.sentence()));
		}
	}

	static Stream<Arguments> faults() {
		return Stream.of(Database.values())
			.flatMap((database) -> Stream
				.of(takenBackTwice(), takenBackTwiceByALink(), linkedByABreakAlone(), unlisted(), originalHeld(),
						settledWithLess(), settledWithMore(), settledBetweenOtherCities(), cancelled(),
						linkThatNobodyApproved(), takenBackTwiceOnOneDay(), takenBackBeforeItCleared(),
						settledAsAReversal(), reversalTakenBack())
				.map((fault) -> Arguments.of(database, fault)));
	}

	private static Planted takenBackTwice() {
		return new Planted(NEXT_DAY,
				FAMILY.formatted("C-1") + RANGE + "-80000 fen: C-1 80000, R-11 -80000, R-13 -80000.",
				renamed("R-13", "C-1"));
	}

	private static Planted takenBackTwiceByALink() {
		return new Planted(NEXT_DAY,
				FAMILY.formatted("C-1") + RANGE + "-80000 fen: C-1 80000, R-11 -80000, R-12 -80000.",
				List.of("update reconciliation_break set linked_claim_no = 'C-1' where claim_no = 'R-12'"));
	}

	/** What earlier days took back is found although the engine has forgotten it. */
	private static Planted linkedByABreakAlone() {
		return new Planted(LAST_DAY,
				FAMILY.formatted("C-2") + RANGE + "-80000 fen: C-2 80000, R-12 -80000, R-15 -80000.",
				Stream
					.concat(renamed("R-15", "C-2").stream(), Stream.of("delete from reversal where claim_no = 'R-12'"))
					.toList());
	}

	private static Planted unlisted() {
		return new Planted(NEXT_DAY,
				"Reversal R-13 of hospital H31000000001: expected among the reversals of its original, found none.",
				List.of("delete from reversal where claim_no = 'R-13'"));
	}

	private static Planted originalHeld() {
		return new Planted(NEXT_DAY,
				FAMILY.formatted("C-4") + EARLY.formatted("R-13", NEXT_DAY) + "C-4 not cleared, R-13 -80000.",
				List.of("""
						insert into reconciliation_break (break_id, category, state, opened_day, hospital_code, claim_no, sign,
						  insured_city, treatment_city, fen, reason)
						values ('x', 'CONTENT_DIFFERS', 'OPEN', date '2026-11-20', 'H31000000001', 'C-4', 1, '320500', '310000',
						  80000, 'none')"""));
	}

	private static Planted settledWithLess() {
		return new Planted(LAST_DAY, FAMILY.formatted("C-3") + RANGE + "-10000 fen: C-3 70000, R-16 -80000.",
				List.of("update reconciliation_break set settled_fen = 70000 where claim_no = 'C-3'"));
	}

	private static Planted settledWithMore() {
		return new Planted(NEXT_DAY, FAMILY.formatted("C-3") + RANGE + "80001 fen: C-3 80001.",
				List.of("update reconciliation_break set settled_fen = 80001 where claim_no = 'C-3'"));
	}

	private static Planted settledBetweenOtherCities() {
		return new Planted(LAST_DAY,
				FAMILY.formatted("C-3") + " between 320500 to 310000" + RANGE + "-80000 fen: C-3 80000, R-16 -80000.",
				List.of("update reconciliation_break set settled_insured_city = '330200' where claim_no = 'C-3'"));
	}

	private static Planted cancelled() {
		return new Planted(LAST_DAY, FAMILY.formatted("C-3") + RANGE + "-80000 fen: C-3 cancelled, R-16 -80000.",
				List.of("update reconciliation_break set settled_claims = 0, settled_fen = 0 where claim_no = 'C-3'"));
	}

	private static Planted linkThatNobodyApproved() {
		return new Planted(NEXT_DAY,
				FAMILY.formatted("none") + EARLY.formatted("R-12", NEXT_DAY) + "none not cleared, R-12 -80000.",
				List.of("update reconciliation_break set approved_by = null where claim_no = 'R-12'"));
	}

	private static Planted takenBackTwiceOnOneDay() {
		return new Planted(LAST_DAY,
				FAMILY.formatted("C-6") + RANGE + "-80000 fen: C-6 80000, R-15 -80000, R-16 -80000.",
				renamed("R-16", "C-6"));
	}

	private static Planted takenBackBeforeItCleared() {
		return new Planted(LAST_DAY,
				FAMILY.formatted("C-3") + EARLY.formatted("R-11", DAY) + "C-3 80000, R-11 -80000, R-16 -80000.",
				renamed("R-11", "C-3"));
	}

	private static Planted settledAsAReversal() {
		return new Planted(NEXT_DAY, FAMILY.formatted("C-3") + RANGE + "-80000 fen: C-3 -80000.",
				List.of("update reconciliation_break set settled_fen = -80000 where claim_no = 'C-3'"));
	}

	/** What a reversal has cleared leaves nothing to be taken back. */
	private static Planted reversalTakenBack() {
		return new Planted(NEXT_DAY, FAMILY.formatted("R-11") + RANGE + "-80000 fen: R-11 -80000, R-13 -80000.",
				renamed("R-13", "R-11"));
	}

	private static List<String> renamed(String reversal, String original) {
		return Stream.of("treatment_claim", "insured_claim", "reversal")
			.map((table) -> "update %s set original_claim_no = '%s' where claim_no = '%s'".formatted(table, original,
					reversal))
			.toList();
	}

	private static List<String> sentences(NightEngine engine, LocalDate day) {
		return engine.bean(Verifications.class)
			.verify(day)
			.orElseThrow()
			.listed()
			.stream()
			.map(Discrepancy::sentence)
			.toList();
	}

	/**
	 * Three published days: a claim that is taken back at once, one by a reversal that
	 * names another and is linked to it, two on later days, and one that was decided
	 * before.
	 */
	private static NightEngine days(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow first = claim(1);
		engine.books()
			.post(first, claim(2), claim(4), claim(6), first.reversal(DAY, 11),
					first.withClaimNo("none").reversal(DAY, 12));
		engine.books().post(Side.TREATMENT, claim(3));
		engine.books().post(Side.INSURED, claim(3).withFen(20_000, 50_000, 48_650));
		close(engine, DAY, 7);
		decide(engine, "C-3", "ACCEPT_TREATMENT");
		decide(engine, "R-12", "LINK");
		engine.jdbc().update("update reconciliation_break set linked_claim_no = 'C-2' where claim_no = 'R-12'");
		engine.jdbc().update("insert into reversal values ('H31000000001', 'C-2', 'R-12', 0, 12)");
		engine.books().post(claim(4).reversal(NEXT_DAY, 13));
		close(engine, NEXT_DAY, 1);
		engine.books().post(claim(6).reversal(LAST_DAY, 15), claim(3).reversal(LAST_DAY, 16));
		close(engine, LAST_DAY, 2);
		return engine;
	}

	private static void close(NightEngine engine, LocalDate day, long events) {
		engine.watermark().submit(events);
		assertThat(Nights.run(engine, day).failure()).isNull();
	}

	private static void decide(NightEngine engine, String claimNo, String resolution) {
		assertThat(engine.jdbc().update("""
				update reconciliation_break
				set state = 'APPROVED', resolution = ?, proposed_by = 'one', approved_by = 'other'
				where claim_no = ?""", resolution, claimNo)).isOne();
	}

	private static ClaimRow claim(long number) {
		return ClaimRow.settlement(DAY, number, "320500", "310000");
	}

	/**
	 * Something of published days that must not be.
	 *
	 * @param day the first day whose verification must tell of it
	 * @param sentence what it must tell
	 * @param sql plants it
	 */
	record Planted(LocalDate day, String sentence, List<String> sql) {

		@Override
		public String toString() {
			return this.sentence;
		}

	}

}
