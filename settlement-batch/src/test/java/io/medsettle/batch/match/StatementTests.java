package io.medsettle.batch.match;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import io.medsettle.batch.breaks.AutomaticResolution;
import io.medsettle.batch.breaks.Break;
import io.medsettle.batch.breaks.BreakActionRefusedException;
import io.medsettle.batch.breaks.BreakActions;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.BreakState;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.breaks.StatementFinding;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.Interruption;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.batch.verify.Verifications;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.ledger.Side;
import io.medsettle.core.statement.DayReconciledException;
import io.medsettle.core.statement.HospitalStatement;
import io.medsettle.core.statement.StatementDays;
import io.medsettle.core.statement.StatementDetail;
import io.medsettle.core.statement.StatementLine;
import io.medsettle.core.statement.StatementOutcome;
import io.medsettle.core.statement.StatementSums;
import io.medsettle.core.statement.Statements;
import io.medsettle.testing.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What the night finds in hospitals' statements.
 */
class StatementTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final LocalDate NEXT_DAY = DAY.plusDays(1);

	private static final String HOSPITAL = "H31000000001";

	private static final Instant RECEIVED_AT = Instant.parse("2026-11-20T12:00:00Z");

	@ParameterizedTest
	@EnumSource(Database.class)
	void linesAreComparedClaimByClaim(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow reversal = claim(1).reversal(DAY, 6);
		engine.books().post(claim(1), claim(2), claim(3), claim(4), claim(5), reversal);
		// Of another hospital, which says nothing.
		engine.books().post(ClaimRow.settlement(DAY, 7, "310000", "330200"));
		StatementLine third = line(claim(3));
		StatementLine fourth = line(claim(4));
		send(engine, line(claim(1)), line(claim(2)),
				new StatementLine(third.claimNo(), third.kind(), third.totalFen(), third.fundFen() - 5, 50_000),
				new StatementLine(fourth.claimNo(), ClaimKind.REVERSAL, fourth.totalFen() + 1, 30_000, 50_000),
				new StatementLine("X-1", ClaimKind.SETTLEMENT, 10_000, 2_000, 3_000),
				new StatementLine("X-2", ClaimKind.REVERSAL, 10_000, 2_000, 3_000));

		run(engine, DAY, 7);

		assertThat(breaks(engine, DAY)).extracting(Break::claimNo, Break::category, Break::clearedFen)
			.containsExactlyInAnyOrder(tuple("X-1", BreakCategory.STATEMENT_EXTRA, 5_000L),
					tuple("X-2", BreakCategory.STATEMENT_EXTRA, -5_000L),
					tuple("C-3", BreakCategory.STATEMENT_AMOUNT, 80_000L),
					tuple("C-4", BreakCategory.STATEMENT_AMOUNT, 80_000L),
					tuple("C-5", BreakCategory.STATEMENT_MISSING, 80_000L),
					tuple("R-6", BreakCategory.STATEMENT_MISSING, -80_000L));
		assertThat(breaks(engine, DAY)).extracting(Break::reason)
			.contains(
					"The hospital's statement has other amounts for the claim than the treatment city's books. "
							+ "Treatment city's book and hospital's statement: fund 300.00 and 299.95.",
					"The hospital's statement has other amounts for the claim than the treatment city's books. "
							+ "Treatment city's book and hospital's statement: kind SETTLEMENT and REVERSAL, "
							+ "total 1286.50 and 1286.51.");
		assertThat(engine.bean(StatementMatch.class).unbooked(DAY)).containsExactlyInAnyOrder(
				extra("X-1", 5_000, " Statement: SETTLEMENT, total 100.00, fund 20.00, account 30.00."),
				extra("X-2", -5_000, " Statement: REVERSAL, total 100.00, fund 20.00, account 30.00."));
		assertThat(outcome(engine, DAY)).isEqualTo(new StatementOutcome(1, 0, 1, 1L, 0));
		assertThat(engine.bean(Positions.class).obligations(DAY)).containsExactly(
				new Obligation("310000", "330200", 1, 80_000), new Obligation("320500", "310000", 2, 160_000));
		assertThat(engine.file("320500_20261120_breaks_v1.csv")).contains(",STATEMENT_MISSING,2026-11-20,PAYABLE,");
		assertThat(engine.file("310000_20261120_breaks_v1.csv")).contains(",STATEMENT_MISSING,2026-11-20,RECEIVABLE,")
			.doesNotContain("STATEMENT_EXTRA");
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void whatAHospitalListsTooMuchIsToldUntilItIsClearedUp(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(claim(1));
		send(engine, line(claim(1)), line(claim(2)), line(claim(3)));
		run(engine, DAY, 1);
		String second = breakOf(engine, "C-2");
		BreakActions actions = engine.bean(BreakActions.class);
		assertThatExceptionOfType(BreakActionRefusedException.class)
			.isThrownBy(() -> actions.propose(second, "Li", Resolution.CANCEL, 0, ""));
		actions.propose(second, "Li", Resolution.ACCEPT_TREATMENT, 0, "A mistake of the hospital's.");
		actions.approve(second, "Chen", "");
		engine.books().post(claim(3).onDay(NEXT_DAY));
		run(engine, NEXT_DAY, 1);

		assertThat(engine.breaks(NEXT_DAY, null, null)).isEmpty();
		assertThat(engine.breaks(null, null, BreakState.RESOLVED))
			.extracting(Break::claimNo, (told) -> told.outcome().settledFen(), (told) -> told.outcome().automatic())
			.containsExactlyInAnyOrder(tuple("C-2", null, null), tuple("C-3", null, AutomaticResolution.STATED_CLAIM));
		assertThat(engine.bean(Positions.class).obligations(NEXT_DAY))
			.containsExactly(new Obligation("320500", "310000", 1, 80_000));
		assertThat(engine.bean(Verifications.class).verify(NEXT_DAY))
			.hasValueSatisfying((verification) -> assertThat(verification.listed()).isEmpty());
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void itIsSaidWhereAnExtraClaimIs(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow later = ClaimRow.settlement(NEXT_DAY, 3, "320500", "310000");
		engine.books().post(claim(1), later);
		run(engine, DAY, 1);
		refuse(engine, "C-4", DAY, 1, "TOO_OLD");
		refuse(engine, "C-4", NEXT_DAY, 2, "UNKNOWN_CITY");
		refuse(engine, "C-4", NEXT_DAY.plusDays(1), 3, "INVALID_FIELD");
		engine.bean(Statements.class)
			.keep(detail(NEXT_DAY, 4, 0), List.of(line(claim(1)), line(later), line(claim(4)), line(claim(5))));
		assertThat(engine.bean(StatementMatch.class).unbooked(NEXT_DAY))
			.extracting(StatementFinding::claimNo,
					(finding) -> finding.reason().substring(finding.reason().indexOf("account 500.00.")))
			.containsExactlyInAnyOrder(tuple("C-1", "account 500.00. The books have it on 2026-11-20."),
					tuple("C-4", "account 500.00. The claim was refused: UNKNOWN_CITY."),
					tuple("C-5", "account 500.00."));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void whatIsStatedOnANeighbouringDayIsNamedAndNotHeld(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow[] next = { claim(11).onDay(NEXT_DAY), claim(12).onDay(NEXT_DAY), claim(13).onDay(NEXT_DAY),
				claim(14).onDay(NEXT_DAY), claim(15).onDay(NEXT_DAY) };
		StatementLine thirteenth = line(next[2]);
		engine.books().post(claim(1));
		send(engine, line(claim(1)), line(next[0]), line(next[1]), new StatementLine(thirteenth.claimNo(),
				thirteenth.kind(), thirteenth.totalFen(), thirteenth.fundFen(), thirteenth.accountFen() + 1));
		run(engine, DAY, 1);
		engine.books().post(next);
		Statements statements = engine.bean(Statements.class);
		statements.keep(detail(NEXT_DAY, 1, 0), List.of(line(next[3])));
		// A claim of another hospital under the same number says nothing.
		statements.keep(new StatementDetail("H31000000002", NEXT_DAY.plusDays(1), "310000", 1, 0, RECEIVED_AT),
				List.of(line(next[4])));

		run(engine, NEXT_DAY, 5);

		assertThat(breaks(engine, NEXT_DAY)).extracting(Break::claimNo, Break::reason)
			.containsExactlyInAnyOrder(
					tuple("C-13",
							BreakCategory.STATEMENT_AMOUNT.sentence() + " Treatment city's book and hospital's "
									+ "statement of 2026-11-20: account 500.00 and 500.01."),
					tuple("C-15", BreakCategory.STATEMENT_MISSING.sentence()));
		assertThat(engine.bean(Positions.class).obligations(NEXT_DAY))
			.containsExactly(new Obligation("320500", "310000", 3, 240_000));
		assertThat(engine.breaks(null, null, BreakState.RESOLVED))
			.extracting(Break::claimNo, Break::resolvedDay, (told) -> told.outcome().automatic())
			.containsExactlyInAnyOrder(tuple("C-11", NEXT_DAY, AutomaticResolution.STATED_CLAIM),
					tuple("C-12", NEXT_DAY, AutomaticResolution.STATED_CLAIM),
					tuple("C-13", NEXT_DAY, AutomaticResolution.STATED_CLAIM));
		assertThat(outcome(engine, NEXT_DAY)).isEqualTo(new StatementOutcome(1, 0, 1, 0L, 2));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void manyThatAreStatedOnTheDayBeforeOrAfter(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow[] claims = LongStream.range(0, 5_003).mapToObj(StatementTests::claim).toArray(ClaimRow[]::new);
		engine.books().post(claims);
		send(engine, line(claims[0]));
		Statements statements = engine.bean(Statements.class);
		statements.keep(detail(DAY.minusDays(1), 2, 0), List.of(line(claims[1]), line(claims[5_002])));
		statements.keep(detail(NEXT_DAY, 5_000, 0),
				Arrays.stream(claims).skip(2).limit(5_000).map(StatementTests::line).toList());
		StatementMatch.Unstated unstated = engine.bean(StatementMatch.class).unstated(DAY);
		assertThat(unstated.held()).isEmpty();
		assertThat(unstated.statedBeside()).hasSize(5_002).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void reversalsThatAHospitalLeavesOutAreNotMissed(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(claim(1), claim(2), claim(1).reversal(DAY, 3), claim(2).reversal(DAY, 4));
		send(engine, totals(null, null, false, 2, 257_300, 60_000, 100_000));
		send(engine, line(claim(1)), line(claim(2)));
		assertThat(engine.bean(StatementMatch.class).unstated(DAY).held()).isEmpty();

		send(engine, totals(null, null, true, 4, 0, 0, 0));
		assertThat(engine.bean(StatementMatch.class).unstated(DAY).held()).extracting((held) -> held.claim().claimNo())
			.containsExactlyInAnyOrder("R-3", "R-4");

		send(engine, totals(null, null, false, 2, 257_300, 60_000, 100_000));
		send(engine, line(claim(1)), line(claim(2)), line(claim(1).reversal(DAY, 3)));
		assertThat(engine.bean(StatementMatch.class).unstated(DAY).held()).extracting((held) -> held.claim().claimNo())
			.containsExactly("R-4");
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void totalsAreComparedWhereThereAreNoLines(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books()
			.post(claim(1), claim(2), claim(2).reversal(DAY, 3), ClaimRow.settlement(DAY, 4, "330200", "310000"));
		// Both sums of the same claims, once with the reversal and once without.
		send(engine, totals(null, null, true, 4, 257_300, 60_000, 100_000));
		send(engine, totals("320500", "310", false, 2, 257_300, 60_000, 100_000));
		assertThat(engine.bean(StatementTotals.class).different(DAY)).isEmpty();

		send(engine, totals("330200", null, false, 1, 128_650, 30_000, 50_001));
		send(engine, totals("320500", "390", true, 1, 100, 50, 0));
		assertThat(engine.bean(StatementTotals.class).different(DAY)).containsExactlyInAnyOrder(
				different("330200", 1, "insured city 330200, settlements alone): account 500.00 and 500.01."),
				different("320500", 50, "insured city 320500, insurance type 390, reversals taken off): "
						+ "count 0 and 1, total 0.00 and 1.00, fund 0.00 and 0.50."));

		run(engine, DAY, 4);

		assertThat(outcome(engine, DAY)).isEqualTo(new StatementOutcome(1, 0, 1, 0L, 0));
		// They name no claim that could be held.
		assertThat(breaks(engine, DAY)).allSatisfy((told) -> {
			assertThat(told.category()).isEqualTo(BreakCategory.STATEMENT_TOTALS_DIFFER);
			assertThat(told.claimNo()).isNull();
			assertThat(told.kind()).isNull();
			assertThat(told.ownerCity()).isEqualTo("310000");
		})
			.extracting(Break::insuredCity, Break::clearedFen)
			.containsExactlyInAnyOrder(tuple("330200", 1L), tuple("320500", 50L));

		NightEngine withLines = NightEngine.empty(database);
		withLines.books().post(claim(1));
		send(withLines, totals(null, null, true, 99, 0, 0, 0));
		send(withLines, line(claim(1)));
		assertThat(withLines.bean(StatementTotals.class).different(DAY)).isEmpty();
		run(withLines, DAY, 1);
		assertThat(outcome(withLines, DAY)).isEqualTo(new StatementOutcome(1, 1, 0, 0L, 0));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void hospitalThatSaysNothingIsAFact(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(claim(1), ClaimRow.settlement(DAY, 2, "310000", "330200"));
		run(engine, DAY, 2);
		assertThat(breaks(engine, DAY)).isEmpty();
		assertThat(outcome(engine, DAY)).isEqualTo(StatementOutcome.NONE_RECEIVED);

		engine.books().post(ClaimRow.settlement(NEXT_DAY, 3, "310000", "330200"));
		engine.bean(Statements.class)
			.keep(new HospitalStatement(HOSPITAL, NEXT_DAY, null, null, "310000", true, StatementSums.NONE,
					RECEIVED_AT));
		run(engine, NEXT_DAY, 1);
		assertThat(breaks(engine, NEXT_DAY)).isEmpty();
		assertThat(outcome(engine, NEXT_DAY)).isEqualTo(new StatementOutcome(1, 1, 0, 1L, 0));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void claimThatIsHeldAlreadyKeepsItsBreak(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(Side.TREATMENT, claim(1));
		engine.books().post(claim(2));
		send(engine, line(claim(3)));
		run(engine, DAY, 2);
		assertThat(breaks(engine, DAY)).extracting(Break::claimNo, Break::category)
			.containsExactlyInAnyOrder(tuple("C-1", BreakCategory.INSURED_LEG_MISSING),
					tuple("C-2", BreakCategory.STATEMENT_MISSING), tuple("C-3", BreakCategory.STATEMENT_EXTRA));

		engine.books().post(Side.INSURED, claim(1));
		run(engine, NEXT_DAY, 0);
		assertThat(breaks(engine, NEXT_DAY)).extracting(Break::claimNo).containsExactlyInAnyOrder("C-2", "C-3");
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void reversalOfAClaimThatIsNotStatedWaitsWithIt(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(claim(1), claim(1).reversal(DAY, 2), claim(3));
		send(engine, line(claim(1).reversal(DAY, 2)), line(claim(3)));
		run(engine, DAY, 3);
		assertThat(breaks(engine, DAY)).extracting(Break::claimNo, Break::category)
			.containsExactlyInAnyOrder(tuple("C-1", BreakCategory.STATEMENT_MISSING),
					tuple("R-2", BreakCategory.ORIGINAL_HELD));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void reconciledDayTakesNoStatement(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(claim(1));
		send(engine, line(claim(1)), line(claim(2)));
		engine.bean(Interruption.class).before("carry-forward", (execution) -> {
			throw new IllegalStateException("The test breaks the step.");
		});
		engine.watermark().submit(1);
		assertThat(Nights.run(engine, DAY).state()).isEqualTo(NightRunState.FAILED);

		assertThatExceptionOfType(DayReconciledException.class).isThrownBy(() -> send(engine, line(claim(1))));
		assertThatExceptionOfType(DayReconciledException.class)
			.isThrownBy(() -> send(engine, totals(null, null, true, 0, 0, 0, 0)));
		assertThat(engine.bean(Statements.class).totals(HOSPITAL, DAY)).isEmpty();

		run(engine, DAY, 0);
		assertThat(outcome(engine, DAY)).isEqualTo(new StatementOutcome(1, 0, 1, 0L, 0));
		engine.bean(Statements.class).keep(detail(NEXT_DAY, 1, 0), List.of(line(claim(1))));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void whatIsSentAgainReplacesWhatWasThere(Database database) {
		NightEngine engine = NightEngine.empty(database);
		Statements statements = engine.bean(Statements.class);
		send(engine, totals(null, null, true, 1, 2, 3, 4));
		send(engine, totals("320500", null, false, 5, 6, 7, 8));
		send(engine, totals(null, null, false, 9, 10, 11, 12));
		assertThat(statements.totals(HOSPITAL, DAY)).containsExactly(totals(null, null, false, 9, 10, 11, 12),
				totals("320500", null, false, 5, 6, 7, 8));
		StatementLine[] many = new StatementLine[10_001];
		Arrays.setAll(many, (number) -> line(claim(number)));
		send(engine, many);
		assertThat(engine.bean(StatementMatch.class).unbooked(DAY)).hasSize(many.length);
		send(engine, line(claim(3)));
		assertThat(statements.detail(HOSPITAL, DAY)).contains(detail(DAY, 1, 0));
		assertThat(engine.bean(StatementMatch.class).unbooked(DAY)).extracting(StatementFinding::claimNo)
			.containsExactly("C-3");
		assertThat(statements.received(DAY)).isOne();
	}

	private static String breakOf(NightEngine engine, String claimNo) {
		return breaks(engine, DAY).stream()
			.filter((told) -> claimNo.equals(told.claimNo()))
			.findFirst()
			.orElseThrow()
			.id();
	}

	private static ClaimRow claim(long number) {
		return ClaimRow.settlement(DAY, number, "320500", "310000");
	}

	private static StatementLine line(ClaimRow claim) {
		return new StatementLine(claim.claimNo(), ClaimKind.ofSign(claim.sign()), claim.totalFen(), claim.fundFen(),
				claim.accountFen());
	}

	private static void send(NightEngine engine, StatementLine... lines) {
		long reversals = Arrays.stream(lines).filter((line) -> line.kind() == ClaimKind.REVERSAL).count();
		engine.bean(Statements.class).keep(detail(DAY, lines.length - reversals, reversals), List.of(lines));
	}

	private static void send(NightEngine engine, HospitalStatement totals) {
		engine.bean(Statements.class).keep(totals);
	}

	private static StatementDetail detail(LocalDate day, long settlements, long reversals) {
		return new StatementDetail(HOSPITAL, day, "310000", settlements, reversals, RECEIVED_AT);
	}

	private static HospitalStatement totals(@Nullable String insuredCity, @Nullable String insuranceType,
			boolean reversalsIncluded, long count, long totalFen, long fundFen, long accountFen) {
		return new HospitalStatement(HOSPITAL, DAY, insuredCity, insuranceType, "310000", reversalsIncluded,
				new StatementSums(count, totalFen, fundFen, accountFen), RECEIVED_AT);
	}

	private static StatementFinding extra(String claimNo, long fen, String statement) {
		return new StatementFinding(BreakCategory.STATEMENT_EXTRA, HOSPITAL, DAY, claimNo,
				(fen > 0) ? ClaimKind.SETTLEMENT : ClaimKind.REVERSAL, null, null, "310000", fen,
				BreakCategory.STATEMENT_EXTRA.sentence() + statement);
	}

	private static StatementFinding different(String insuredCity, long fen, String rest) {
		return new StatementFinding(BreakCategory.STATEMENT_TOTALS_DIFFER, HOSPITAL, DAY, null, null, insuredCity,
				insuredCity.equals("320500") ? "390" : null, "310000", fen,
				BreakCategory.STATEMENT_TOTALS_DIFFER.sentence() + " Treatment city's book and hospital's statement ("
						+ rest);
	}

	private static void refuse(NightEngine engine, String claimNo, LocalDate day, long offset, String code) {
		engine.jdbc().update("""
				insert into claim_refusal (source_partition, source_offset, clearing_day, hospital_code, claim_no,
				  code, pointer, message, accepted_at_ms)
				values (0, ?, ?, ?, ?, ?, '', '', ?)""", 1000 + offset, day, HOSPITAL, claimNo, code, offset);
	}

	private static void run(NightEngine engine, LocalDate day, long events) {
		engine.watermark().submit(events);
		assertThat(Nights.run(engine, day)).satisfies((run) -> {
			assertThat(run.failure()).isNull();
			assertThat(run.state()).isEqualTo(NightRunState.COMPLETED);
		});
	}

	private static List<Break> breaks(NightEngine engine, LocalDate day) {
		return engine.breaks(day, null, null);
	}

	private static StatementOutcome outcome(NightEngine engine, LocalDate day) {
		return engine.bean(StatementDays.class).outcome(day).orElseThrow();
	}

}
