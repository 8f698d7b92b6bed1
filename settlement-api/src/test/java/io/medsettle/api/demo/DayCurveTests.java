package io.medsettle.api.demo;

import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DayCurveTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final Instant MIDNIGHT = Instant.parse("2026-11-19T16:00:00Z");

	@Test
	void fillsThePartOfTheDayThatIsOver() {
		Instant now = MIDNIGHT.plusSeconds(9 * 3600 + 59);
		DayCurve curve = new DayCurve(now, ZONE);
		assertThat(curve.at(0)).isEqualTo(MIDNIGHT);
		assertThat(curve.at(1)).isBetween(now.minusSeconds(1), now);
		assertThat(curve.at(0.5)).isBetween(MIDNIGHT.plusSeconds(8 * 3600), MIDNIGHT.plusSeconds(9 * 3600));
	}

	@Test
	void neverGoesBack() {
		DayCurve curve = new DayCurve(MIDNIGHT.plusSeconds(86_399), ZONE);
		Instant last = MIDNIGHT;
		for (int i = 0; i <= 1000; i++) {
			Instant next = curve.at(i / 1000.0);
			assertThat(next).isAfterOrEqualTo(last);
			last = next;
		}
	}

	@Test
	void dayThatHasJustBegunHasOneInstant() {
		DayCurve curve = new DayCurve(MIDNIGHT, ZONE);
		assertThat(curve.at(0)).isEqualTo(MIDNIGHT);
		assertThat(curve.at(1)).isEqualTo(MIDNIGHT);
	}

}
