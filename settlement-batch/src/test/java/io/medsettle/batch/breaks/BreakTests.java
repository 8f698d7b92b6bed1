package io.medsettle.batch.breaks;

import java.time.LocalDate;
import java.util.List;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.batch.clear.Positions;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.batch.verify.Verifications;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.clearing.Obligation;
import io.medsettle.core.ledger.LedgerTables;
import io.medsettle.core.ledger.Side;
import io.medsettle.testing.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What is held, why, and when it is released.
 */
class BreakTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final LocalDate NEXT_DAY = DAY.plusDays(1);

	@ParameterizedTest
	@EnumSource(Database.class)
	void holdsWhatTheBooksDoNotAgreeOn(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow agreed = claim(1);
		engine.books().post(agreed);
		engine.books().post(Side.TREATMENT, claim(2));
		engine.books().post(Side.INSURED, claim(3));
		both(engine, claim(4), claim(4).withInsuredCity("330200"));
		both(engine, claim(5), claim(5).withFen(30_000, 49_999, 48_651));
		both(engine, claim(6), claim(6).withPerson("320500999999"));

		run(engine, DAY, 5);

		assertThat(breaks(engine, DAY, null)).extracting(Break::claimNo, Break::category, Break::clearedFen)
			.containsExactlyInAnyOrder(tuple("C-2", BreakCategory.INSURED_LEG_MISSING, 80_000L),
					tuple("C-3", BreakCategory.TREATMENT_LEG_MISSING, 80_000L),
					tuple("C-4", BreakCategory.CITY_DIFFERS, 80_000L),
					tuple("C-5", BreakCategory.ACCOUNT_DIFFERS, 80_000L),
					tuple("C-6", BreakCategory.CONTENT_DIFFERS, 80_000L));
		assertThat(breaks(engine, DAY, null)).extracting(Break::reason)
			.noneMatch((reason) -> reason.contains("999999"))
			.contains(
					"The two books have different amounts from the person's account. Treatment city's book and insured city's book: "
							+ "account 500.00 and 499.99, cash 486.50 and 486.51.");
		assertThat(breaks(engine, DAY, "330200")).extracting(Break::claimNo).containsExactly("C-4");
		assertThat(engine.file("330200_20261120_breaks_v1.csv")).contains(",CITY_DIFFERS,2026-11-20,PAYABLE,310000,");
		assertThat(engine.bean(Positions.class).obligations(DAY))
			.containsExactly(new Obligation("320500", "310000", 1, 80_000));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void releasesAClaimOnceItsOtherLegIsThere(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(Side.TREATMENT, claim(1));
		engine.books().post(Side.INSURED, claim(2));
		run(engine, DAY, 1);
		engine.books().post(Side.INSURED, claim(1));
		run(engine, NEXT_DAY, 0);

		assertThat(engine.bean(Positions.class).obligations(DAY)).isEmpty();
		assertThat(engine.bean(Positions.class).obligations(NEXT_DAY))
			.containsExactly(new Obligation("320500", "310000", 1, 80_000));
		assertThat(breaks(engine, DAY, null)).extracting(Break::claimNo).containsExactly("C-1", "C-2");
		assertThat(breaks(engine, NEXT_DAY, null)).extracting(Break::claimNo).containsExactly("C-2");
		assertThat(engine.breaks(null, null, BreakState.RESOLVED))
			.extracting(Break::claimNo, Break::openedDay, Break::resolvedDay)
			.containsExactly(tuple("C-1", DAY, NEXT_DAY));
		assertThat(engine.file("310000_20261121_detail_v1.csv")).contains(",C-1,SETTLEMENT,")
			.contains(",true,1286.50,");
		assertThat(engine.file("310000_20261121_manifest_v1.json")).contains("\"sequenceNumber\" : 2");
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void judgesReversalsByTheirOriginals(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow original = claim(10);
		ClaimRow earlyOriginal = claim(20);
		ClaimRow mismatched = claim(30);
		ClaimRow held = claim(40);
		engine.books()
			.post(original, original.reversal(DAY, 11), original.reversal(DAY, 12), earlyOriginal.reversal(DAY, 21),
					mismatched.reversal(DAY, 31).withFen(1, 1, 1), mismatched, mismatched.reversal(DAY, 32),
					held.reversal(DAY, 41), original.reversal(DAY, 50).withClaimNo("R-of-R"));
		engine.jdbc().update("update treatment_claim set original_claim_no = 'R-11' where claim_no = 'R-of-R'");
		engine.jdbc().update("update insured_claim set original_claim_no = 'R-11' where claim_no = 'R-of-R'");
		engine.jdbc().update("update reversal set original_claim_no = 'R-11' where claim_no = 'R-of-R'");
		engine.books().post(Side.TREATMENT, held);
		run(engine, DAY, 10);

		assertThat(breaks(engine, DAY, null)).extracting(Break::claimNo, Break::category)
			.containsExactlyInAnyOrder(tuple("R-12", BreakCategory.DOUBLE_REVERSAL),
					tuple("R-21", BreakCategory.REVERSAL_WITHOUT_ORIGINAL),
					tuple("R-31", BreakCategory.DOUBLE_REVERSAL), tuple("C-40", BreakCategory.INSURED_LEG_MISSING),
					tuple("R-41", BreakCategory.ORIGINAL_HELD), tuple("R-of-R", BreakCategory.REVERSAL_MISMATCH));
		assertThat(engine.bean(Positions.class).obligations(DAY))
			.containsExactly(new Obligation("320500", "310000", 4, 0));

		ClaimRow came = ClaimRow.settlement(NEXT_DAY, 60, "320500", "310000").withClaimNo("C-20");
		engine.books().post(came);
		engine.books().post(Side.INSURED, held);
		run(engine, NEXT_DAY, 1);

		assertThat(breaks(engine, NEXT_DAY, null)).extracting(Break::claimNo)
			.containsExactlyInAnyOrder("R-12", "R-31", "R-of-R");
		assertThat(engine.bean(Positions.class).obligations(NEXT_DAY))
			.containsExactly(new Obligation("320500", "310000", 4, 0));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void takesAClaimBackOnceWhateverInsuranceTypeItsReversalsName(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow original = claim(1);
		engine.books().post(original, original.reversal(DAY, 2), original.reversal(DAY, 3));
		for (Side side : Side.values()) {
			engine.jdbc()
				.update("update " + LedgerTables.of(side).claims()
						+ " set insurance_type = '390' where claim_no = 'R-2'");
		}
		run(engine, DAY, 3);

		assertThat(breaks(engine, DAY, null)).extracting(Break::claimNo, Break::category)
			.containsExactly(tuple("R-3", BreakCategory.DOUBLE_REVERSAL));
		assertThat(engine.bean(Positions.class).obligations(DAY))
			.containsExactly(new Obligation("320500", "310000", 2, 0));
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void takesAClaimBackOnceThoughTheLaterReversalIsDecided(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow original = claim(1);
		engine.books().post(original);
		engine.books().post(Side.INSURED, original.reversal(DAY, 2));
		engine.books().post(Side.TREATMENT, original.reversal(DAY, 3));
		run(engine, DAY, 2);
		decide(engine, "R-3", Resolution.ACCEPT_TREATMENT);
		engine.books().post(Side.TREATMENT, original.reversal(DAY, 2));
		run(engine, NEXT_DAY, 0);

		assertThat(breaks(engine, NEXT_DAY, null)).extracting(Break::claimNo, Break::category)
			.containsExactly(tuple("R-2", BreakCategory.DOUBLE_REVERSAL));
		assertThat(engine.bean(Positions.class).obligations(NEXT_DAY))
			.containsExactly(new Obligation("320500", "310000", 1, -80_000));
	}

	/**
	 * The ledger that has lost its leg takes the claim for a new one when it is sent
	 * again: before the decision is settled or after it.
	 */
	@ParameterizedTest
	@CsvSource({ "H2,TREATMENT,0", "H2,INSURED,0", "H2,INSURED,1", "POSTGRESQL,TREATMENT,1", "POSTGRESQL,INSURED,0" })
	void clearsADecidedClaimOnceHoweverOftenItIsSent(Database database, Side lacking, int daysLater) {
		NightEngine engine = NightEngine.empty(database);
		boolean treatmentLacks = lacking == Side.TREATMENT;
		Side having = treatmentLacks ? Side.INSURED : Side.TREATMENT;
		engine.books().post(having, claim(1));
		run(engine, DAY, treatmentLacks ? 0 : 1);
		decide(engine, "C-1", treatmentLacks ? Resolution.ACCEPT_INSURED : Resolution.ACCEPT_TREATMENT);
		if (daysLater > 0) {
			run(engine, NEXT_DAY, 0);
		}
		LocalDate sentAgain = NEXT_DAY.plusDays(daysLater);
		engine.books().post(lacking, ClaimRow.settlement(sentAgain, 2, "320500", "310000").withClaimNo("C-1"));
		engine.books().post(having, ClaimRow.settlement(sentAgain, 3, "320500", "310000"));
		run(engine, sentAgain, 1);
		run(engine, sentAgain.plusDays(1), 0);

		LocalDate settled = NEXT_DAY.plusDays((daysLater > 0) ? 0 : 1);
		for (LocalDate day = DAY; !day.isAfter(sentAgain.plusDays(1)); day = day.plusDays(1)) {
			assertThat(engine.bean(Positions.class).obligations(day)).as("obligations of %s", day)
				.isEqualTo(day.equals(settled) ? List.of(new Obligation("320500", "310000", 1, 80_000)) : List.of());
			assertThat(engine.bean(Verifications.class).verify(day))
				.hasValueSatisfying((verification) -> assertThat(verification.listed()).as("verification").isEmpty());
		}
		assertThat(breaks(engine, sentAgain.plusDays(1), null)).extracting(Break::claimNo).containsExactly("C-3");
		for (Side side : Side.values()) {
			assertThat(bookedFen(engine, side, "C-1")).as("in the %s ledger", side).isEqualTo(80_000);
		}
	}

	/**
	 * A decision about what the books have says nothing about the claim that is taken
	 * back.
	 */
	@ParameterizedTest
	@EnumSource(Database.class)
	void clearsNoDecidedReversalWithoutItsOriginal(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(Side.TREATMENT, claim(1).reversal(DAY, 2));
		run(engine, DAY, 1);
		assertThatExceptionOfType(BreakActionRefusedException.class)
			.isThrownBy(() -> decide(engine, "R-2", Resolution.ACCEPT_TREATMENT))
			.withMessageContaining("REVERSAL_WITHOUT_ORIGINAL");
		// As if it had been decided before that was known.
		engine.jdbc()
			.update("update reconciliation_break set state = 'APPROVED', resolution = 'ACCEPT_TREATMENT', deduct_fen = 0,"
					+ " proposed_by = 'Li', approved_by = 'Chen' where claim_no = 'R-2'");
		run(engine, NEXT_DAY, 0);
		assertThat(breaks(engine, NEXT_DAY, null)).extracting(Break::claimNo, Break::category, Break::state)
			.containsExactly(tuple("R-2", BreakCategory.REVERSAL_WITHOUT_ORIGINAL, BreakState.APPROVED));

		LocalDate thirdDay = NEXT_DAY.plusDays(1);
		engine.books().post(ClaimRow.settlement(thirdDay, 1, "320500", "310000"));
		run(engine, thirdDay, 1);
		assertThat(breaks(engine, thirdDay, null)).isEmpty();
		assertThat(engine.bean(Positions.class).obligations(thirdDay))
			.containsExactly(new Obligation("320500", "310000", 2, 0));
	}

	/**
	 * What it takes back may have been taken back already; the treatment city's book
	 * tells.
	 */
	@ParameterizedTest
	@EnumSource(Database.class)
	void clearsNoReversalThatTheTreatmentCityDoesNotHave(Database database) {
		NightEngine engine = NightEngine.empty(database);
		engine.books().post(claim(1), claim(1).reversal(DAY, 3));
		engine.books().post(Side.INSURED, claim(1).reversal(DAY, 2));
		run(engine, DAY, 2);
		assertThat(breaks(engine, DAY, null)).extracting(Break::claimNo, Break::category)
			.containsExactly(tuple("R-2", BreakCategory.TREATMENT_LEG_MISSING));
		assertThatExceptionOfType(BreakActionRefusedException.class)
			.isThrownBy(() -> decide(engine, "R-2", Resolution.ACCEPT_INSURED))
			.withMessageContaining("does not have the reversal");

		decide(engine, "R-2", Resolution.CANCEL);
		run(engine, NEXT_DAY, 0);
		assertThat(breaks(engine, NEXT_DAY, null)).isEmpty();
		assertThat(engine.bean(Positions.class).obligations(NEXT_DAY)).isEmpty();
		for (Side side : Side.values()) {
			assertThat(engine.jdbc()
				.queryForObject(
						"select sum(case when debit_account = ? then fen else -fen end) from "
								+ LedgerTables.of(side).entries(),
						Long.class, side.debit(ClaimKind.SETTLEMENT).number()))
				.as("in the %s ledger", side)
				.isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(Database.class)
	void leavesWhatBelongsToALaterDay(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow original = ClaimRow.settlement(NEXT_DAY, 2, "320500", "310000");
		engine.books().post(original.reversal(DAY, 1), original, original.reversal(NEXT_DAY, 3));
		run(engine, DAY, 1);

		assertThat(breaks(engine, DAY, null)).extracting(Break::claimNo, Break::category)
			.containsExactly(tuple("R-1", BreakCategory.REVERSAL_WITHOUT_ORIGINAL));
		assertThat(engine.bean(Positions.class).obligations(DAY)).isEmpty();

		run(engine, NEXT_DAY, 2);
		assertThat(breaks(engine, NEXT_DAY, null)).extracting(Break::claimNo, Break::category)
			.containsExactly(tuple("R-3", BreakCategory.DOUBLE_REVERSAL));
	}

	private static ClaimRow claim(long number) {
		return ClaimRow.settlement(DAY, number, "320500", "310000");
	}

	private static void both(NightEngine engine, ClaimRow treatment, ClaimRow insured) {
		engine.books().post(Side.TREATMENT, treatment);
		engine.books().post(Side.INSURED, insured);
	}

	/**
	 * @param events how many events of the day are in the treatment ledger
	 */
	private static void run(NightEngine engine, LocalDate day, long events) {
		engine.watermark().submit(events);
		assertThat(Nights.run(engine, day)).satisfies((run) -> {
			assertThat(run.failure()).isNull();
			assertThat(run.state()).isEqualTo(NightRunState.COMPLETED);
		});
	}

	private static long bookedFen(NightEngine engine, Side side, String claimNo) {
		return engine.jdbc()
			.queryForObject(
					"select sum(case when debit_account = ? then fen else -fen end) from "
							+ LedgerTables.of(side).entries() + " where claim_no = ?",
					Long.class, side.debit(ClaimKind.SETTLEMENT).number(), claimNo);
	}

	private static void decide(NightEngine engine, String claimNo, Resolution resolution) {
		String id = breaks(engine, null, null).stream()
			.filter((held) -> held.claimNo().equals(claimNo))
			.findFirst()
			.orElseThrow()
			.id();
		BreakActions actions = engine.bean(BreakActions.class);
		actions.propose(id, "Li", resolution, 0, "");
		actions.approve(id, "Chen", "");
	}

	private static List<Break> breaks(NightEngine engine, LocalDate day, String city) {
		return engine.breaks(day, city, null);
	}

}
