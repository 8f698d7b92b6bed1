package io.medsettle.batch.verify;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

import io.medsettle.batch.night.Nights;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.batch.testing.NightEngine;
import io.medsettle.core.ledger.Side;
import io.medsettle.testing.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two days with a bit of everything verify; whatever is changed in them afterwards is
 * found.
 */
@Tag("invariant-6")
class VerificationTests {

	private static final LocalDate DAY = NightEngine.DAY;

	private static final LocalDate NEXT_DAY = DAY.plusDays(1);

	@ParameterizedTest
	@EnumSource(Database.class)
	void daysWithBreaksReversalsAndLateClaimsHold(Database database) {
		NightEngine engine = days(database);
		for (LocalDate day : List.of(DAY, NEXT_DAY)) {
			Verification verification = verify(engine, day);
			assertThat(verification.listed()).isEmpty();
			assertThat(verification.holds()).isTrue();
			assertThat(verification.files()).isEqualTo(5 * 4);
			assertThat(engine.bean(Verifications.class).last(day)).hasValueSatisfying((last) -> {
				assertThat(last.claims()).isEqualTo(verification.claims());
				assertThat(last.verifiedAt()).isEqualTo(verification.verifiedAt());
			});
		}
		assertThat(engine.bean(Verifications.class).published(DAY.minusDays(1), NEXT_DAY.plusDays(1)))
			.containsExactly(DAY, NEXT_DAY);
		assertThat(engine.bean(VerificationTable.class).firstUnverified()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("faults")
	void everyFaultIsFoundToTheFen(Database database, Fault fault) {
		NightEngine engine = days(database);
		verify(engine, DAY);
		fault.planted().accept(engine);
		LocalDate day = fault.day();
		Verification verification = verify(engine, day);
		assertThat(verification.first().orElseThrow()).startsWith(fault.sentence());
		assertThat(engine.bean(Verifications.class).last(day).orElseThrow().listed()).isEqualTo(verification.listed());
		assertThat(engine.bean(VerificationTable.class).discrepancies()).isEqualTo(verification.discrepancies());
		assertThat(verification.listed().toString()).doesNotContain("320500000001");
	}

	static Stream<Arguments> faults() {
		return Stream.of(Database.values())
			.flatMap((database) -> Fault.all().map((fault) -> Arguments.of(database, fault)));
	}

	private static Verification verify(NightEngine engine, LocalDate day) {
		return engine.bean(Verifications.class).verify(day).orElseThrow();
	}

	/**
	 * Two published days. On the first, seven claims are held; on the second, two of them
	 * are released as their other legs have come, three clear as people have decided, one
	 * is cancelled, and some clear late.
	 */
	private static NightEngine days(Database database) {
		NightEngine engine = NightEngine.empty(database);
		ClaimRow visit = claim(1, "320500", "310000");
		ClaimRow otherWay = claim(3, "310000", "320500").withFen(12_345, 0, 5);
		ClaimRow oneSided = claim(4, "330200", "310000");
		ClaimRow elsewhere = claim(5, "320500", "310000");
		ClaimRow unequal = claim(6, "320500", "310000");
		engine.books()
			.post(visit, claim(2, "320500", "310000").withFen(1, 0, 0), otherWay, otherWay.reversal(DAY, 8),
					claim(9, "330400", "310000").withFen(30_000, 1, 0), claim(10, "340100", "330200"),
					claim(11, "320500", "330400").settledAt(OffsetDateTime.parse("2026-11-17T23:59:59.999+08:00")),
					claim(12, "320500", "310000").withClaimNo("C, \"12\""),
					visit.withClaimNo("none").reversal(DAY, 13));
		engine.books()
			.post(Side.TREATMENT, oneSided, elsewhere, unequal, claim(14, "330400", "310000"),
					claim(15, "330400", "310000"));
		engine.books().post(Side.INSURED, elsewhere.withInsuredCity("330200"), unequal.withFen(29_999, 50_000, 48_651));
		engine.books().post(Side.INSURED, claim(7, "320500", "310000"));
		engine.watermark().submit(14);
		assertThat(Nights.run(engine, DAY).failure()).isNull();

		decide(engine, "C-5", "ACCEPT_INSURED", null);
		decide(engine, "C-6", "DEDUCT", 1_234L);
		decide(engine, "C-14", "ACCEPT_TREATMENT", null);
		decide(engine, "C-15", "CANCEL", null);
		engine.books().post(Side.INSURED, oneSided);
		engine.books().post(Side.TREATMENT, claim(7, "320500", "310000"));
		engine.books()
			.post(ClaimRow.settlement(NEXT_DAY, 20, "320500", "310000"), visit.reversal(NEXT_DAY, 21),
					ClaimRow.settlement(NEXT_DAY, 22, "310000", "330200")
						.settledAt(OffsetDateTime.parse("2026-11-20T23:59:00+08:00")));
		engine.books().post(Side.TREATMENT, ClaimRow.settlement(NEXT_DAY, 23, "330400", "310000"));
		engine.watermark().submit(4);
		assertThat(Nights.run(engine, NEXT_DAY).failure()).isNull();
		return engine;
	}

	private static void decide(NightEngine engine, String claimNo, String resolution, @Nullable Long deductFen) {
		assertThat(engine.jdbc().update("""
				update reconciliation_break
				set state = 'APPROVED', resolution = ?, deduct_fen = ?, proposed_by = 'one', approved_by = 'other'
				where claim_no = ?""", resolution, deductFen, claimNo)).isOne();
	}

	private static ClaimRow claim(long number, String insuredCity, String treatmentCity) {
		return ClaimRow.settlement(DAY, number, insuredCity, treatmentCity);
	}

}
