package io.medsettle.core.clearing;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClearingDayStateTests {

	@Test
	void aDayGoesThroughAllStatesInOrder() {
		assertThat(ClearingDayState.OPEN.successors()).containsExactly(ClearingDayState.CUT_OFF);
		assertThat(ClearingDayState.CUT_OFF.successors()).containsExactly(ClearingDayState.RECONCILED);
		assertThat(ClearingDayState.RECONCILED.successors()).containsExactly(ClearingDayState.PUBLISHED);
	}

	@Test
	void aPublishedDayNeverChanges() {
		assertThat(ClearingDayState.PUBLISHED.successors()).isEmpty();
	}

}
