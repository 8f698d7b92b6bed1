package io.medsettle.core.claim;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimEncoderTests {

	@Test
	void writesTheContractsExample() {
		assertThat(encoded(SampleEvent.settlement())).isEqualTo("""
				{"hospitalCode":"H31000000001","claimNo":"H31000000001-20261120-000017","kind":"SETTLEMENT",\
				"originalClaimNo":null,"insuredCity":"320500","personNo":"32050000012345","insuranceType":"310",\
				"visitType":"11","settledAt":"2026-11-20T08:30:12+08:00","totalFen":128650,"fundFen":30000,\
				"accountFen":50000,"cashFen":48650}""");
	}

	@Test
	void writesSecondsEvenWhenTheyAreZero() {
		assertThat(encoded(SampleEvent.settlement().with("settledAt", "\"2026-11-20T08:00:00Z\"")))
			.contains("\"settledAt\":\"2026-11-20T08:00:00Z\"");
	}

	@Test
	void writesWhatIsOptionalIfItIsThere() {
		assertThat(encoded(SampleEvent.full())).contains("\"treatmentCity\":\"310000\"")
			.endsWith("\"cashFen\":48650,\"split\":{\"ownPayFen\":8650,\"overLimitFen\":2000,\"prePayFen\":8000,"
					+ "\"inScopeFen\":110000},\"funds\":{\"hifes_pay\":10000,\"hifp_pay\":20000}}");
	}

	@Test
	void keepsTheDetailInTheSameShape() {
		assertThat(ClaimDetail.toJson(SampleEvent.settlement().claim())).isNull();
		assertThat(ClaimDetail.toJson(SampleEvent.full().claim())).isEqualTo(
				"{\"split\":{\"ownPayFen\":8650," + "\"overLimitFen\":2000,\"prePayFen\":8000,\"inScopeFen\":110000},"
						+ "\"funds\":{\"hifes_pay\":10000,\"hifp_pay\":20000}}");
		assertThat(ClaimDetail.toJson(SampleEvent.settlement().with("funds", "{\"a\":30000}").claim()))
			.isEqualTo("{\"funds\":{\"a\":30000}}");
	}

	private static String encoded(SampleEvent event) {
		return new String(new ClaimEncoder().encode(event.claim()), StandardCharsets.UTF_8);
	}

}
