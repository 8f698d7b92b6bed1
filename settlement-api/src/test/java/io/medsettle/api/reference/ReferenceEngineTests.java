package io.medsettle.api.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The reference must itself agree with the calculation that came with the sample day.
 */
class ReferenceEngineTests {

	private final ReferenceEngine reference = new ReferenceEngine(new ReferenceRegistry(),
			Instant.parse("2026-11-21T00:00:00Z"), Duration.ofDays(365));

	@Test
	void sampleDayComesToWhatTheOtherCalculationSays() {
		ExpectedDay expected = ExpectedDay.load();
		List<String> events = ExpectedDay.events();
		events.forEach(this.reference::take);
		ReferenceResult day = this.reference.close();
		assertThat(events).hasSize(expected.lines());
		assertThat(day.cleared()).isEqualTo(expected.cleared());
		assertThat(day.held()).isEmpty();
		assertThat(day.obligations()).isEqualTo(expected.obligations());
		assertThat(day.bilateral()).isEqualTo(expected.bilateral());
		assertThat(day.net()).isEqualTo(expected.net());
	}

	@Test
	void reversalWaitsForItsOriginal() {
		this.reference.take(claim("R1", "REVERSAL", "S1", 100));
		assertThat(this.reference.close().held()).containsEntry("H31000000001 R1", "REVERSAL_WITHOUT_ORIGINAL");
		this.reference.take(claim("S1", "SETTLEMENT", null, 100));
		ReferenceResult second = this.reference.close();
		assertThat(second.held()).isEmpty();
		assertThat(second.cleared()).isEqualTo(2);
		assertThat(second.obligations()).containsEntry("320500→310000", 0L);
	}

	@Test
	void onlyTheFirstReversalTakesTheOriginalBack() {
		this.reference.take(claim("S1", "SETTLEMENT", null, 100));
		this.reference.take(claim("R1", "REVERSAL", "S1", 100));
		this.reference.take(claim("R2", "REVERSAL", "S1", 100));
		assertThat(this.reference.take(claim("R3", "REVERSAL", "S1", 101))).isEqualTo("REVERSAL_MISMATCH");
		assertThat(this.reference.close().held()).containsOnlyKeys("H31000000001 R2");
	}

	private static String claim(String claimNo, String kind, String originalClaimNo, long fundFen) {
		return """
				{"hospitalCode":"H31000000001","claimNo":"%s","kind":"%s","originalClaimNo":%s,"insuredCity":"320500",
				 "personNo":"32050000012345","insuranceType":"310","visitType":"11",
				 "settledAt":"2026-11-20T08:30:12+08:00","totalFen":%d,"fundFen":%d,"accountFen":0,"cashFen":0}"""
			.formatted(claimNo, kind, (originalClaimNo != null) ? "\"" + originalClaimNo + "\"" : "null", fundFen,
					fundFen);
	}

}
