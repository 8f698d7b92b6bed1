package io.medsettle.core.clearing;

import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClearingDayStateTests {

	private static final Set<ClearingDayState> SEALED = EnumSet.of(ClearingDayState.PUBLISHED,
			ClearingDayState.ACKNOWLEDGED);

	@Test
	void aDayGoesThroughAllStatesInOrder() {
		ClearingDayState[] states = ClearingDayState.values();
		for (int i = 0; i + 1 < states.length; i++) {
			assertThat(states[i].successors()).as(states[i].name()).contains(states[i + 1]);
		}
		assertThat(ClearingDayState.OPEN.successors()).containsExactly(ClearingDayState.CUT_OFF);
		assertThat(ClearingDayState.CUT_OFF.successors()).containsExactly(ClearingDayState.RECONCILED);
	}

	@Test
	void aNightCanBeDoneAgainUntilItsDayIsSealed() {
		assertThat(ClearingDayState.RECONCILED.successors()).containsExactlyInAnyOrder(ClearingDayState.PROVISIONAL,
				ClearingDayState.CUT_OFF);
		assertThat(ClearingDayState.PROVISIONAL.successors()).containsExactlyInAnyOrder(ClearingDayState.PUBLISHED,
				ClearingDayState.CUT_OFF);
	}

	@ParameterizedTest
	@EnumSource
	void aSealedDayIsOnlyEverAcknowledged(ClearingDayState state) {
		assertThat(state.isSealed()).isEqualTo(SEALED.contains(state));
		if (state.isSealed()) {
			assertThat(state.successors()).isSubsetOf(ClearingDayState.ACKNOWLEDGED);
		}
		assertThat(ClearingDayState.ACKNOWLEDGED.successors()).isEmpty();
	}

}
