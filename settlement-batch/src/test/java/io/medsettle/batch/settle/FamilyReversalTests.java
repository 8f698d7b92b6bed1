package io.medsettle.batch.settle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.SampleLegs;
import io.medsettle.batch.settle.FamilyReversal.Standing;
import io.medsettle.batch.testing.ClaimRow;
import io.medsettle.core.privacy.PersonNumberCipher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mockito.invocation.InvocationOnMock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * How far a reversal has come, by what is stored of it.
 */
@Tag("invariant-13")
class FamilyReversalTests {

	private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

	private static final ClaimRow REVERSAL = ClaimRow.settlement(DAY, 1, "320500", "310000").reversal(DAY, 2);

	private static final BookedClaim BOOKED = SampleLegs.of(REVERSAL);

	@Test
	void hasClearedOnAnEarlierDayUnlessABreakHoldsIt() throws SQLException {
		assertThat(read(DAY.plusDays(1), Map.of())).isEqualTo(reversal(Standing.CLEARED, 80_000));
		assertThat(read(DAY, Map.of())).isEqualTo(reversal(Standing.UNDECIDED, 80_000));
		assertThat(read(DAY.plusDays(1), Map.of("break_id", "b"))).isEqualTo(reversal(Standing.UNDECIDED, 80_000));
	}

	@Test
	void hasTakenBackWhatClearedOfIt() throws SQLException {
		Map<String, Object> resolved = Map.of("break_id", "b", "resolved_day", DAY);
		assertThat(read(DAY, resolved)).isEqualTo(reversal(Standing.CLEARED, 80_000));
		assertThat(read(DAY, with(resolved, -30_000L, 1))).isEqualTo(reversal(Standing.CLEARED, 30_000));
		assertThat(read(DAY, with(resolved, 0L, 1))).isEqualTo(reversal(Standing.CLEARED, 0));
		assertThat(read(DAY, with(resolved, 0L, 0))).isEqualTo(reversal(Standing.NOTHING, 0));
		// As the settlement that the other book had.
		assertThat(read(DAY, with(resolved, 30_000L, 1))).isEqualTo(reversal(Standing.NOTHING, 0));
	}

	@Test
	void willTakeBackWhatIsDecided() throws SQLException {
		assertThat(read(DAY, decided("ACCEPT_TREATMENT", 0))).isEqualTo(reversal(Standing.DECIDED, 80_000));
		assertThat(read(DAY, decided("DEDUCT", 50_000))).isEqualTo(reversal(Standing.DECIDED, 30_000));
		assertThat(read(DAY, decided("LINK", 0))).isEqualTo(reversal(Standing.DECIDED, 80_000));
		assertThat(read(DAY, decided("CANCEL", 0))).isEqualTo(reversal(Standing.NOTHING, 0));
	}

	private static Map<String, Object> decided(String decision, long deductFen) {
		return Map.of("break_id", "b", "decision", decision, "deduct_fen", deductFen);
	}

	private static Map<String, Object> with(Map<String, Object> row, long settledFen, int settledClaims) {
		Map<String, Object> more = new HashMap<>(row);
		more.put("settled_fen", settledFen);
		more.put("settled_claims", settledClaims);
		return more;
	}

	private static FamilyReversal reversal(Standing standing, long fen) {
		return new FamilyReversal(SampleLegs.identity(REVERSAL), BOOKED, standing, fen);
	}

	private static FamilyReversal read(LocalDate day, Map<String, Object> stored) throws SQLException {
		Map<String, Object> row = new HashMap<>(stored);
		row.put("hospital_code", REVERSAL.hospitalCode());
		row.put("claim_no", REVERSAL.claimNo());
		return FamilyReversal.read(mock(ResultSet.class, (call) -> column(row, call)), BOOKED, day,
				mock(PersonNumberCipher.class));
	}

	/** What JDBC makes of a column that is null is null, or 0. */
	private static @Nullable Object column(Map<String, Object> row, InvocationOnMock call) {
		Object value = row.get(call.<String>getArgument(0));
		Class<?> type = call.getMethod().getReturnType();
		if (!type.isPrimitive()) {
			return value;
		}
		long number = (value instanceof Number some) ? some.longValue() : 0;
		return (type == int.class) ? (Object) Math.toIntExact(number) : (Object) number;
	}

}
