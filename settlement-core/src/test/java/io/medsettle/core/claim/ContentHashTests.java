package io.medsettle.core.claim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ContentHashTests {

	@Test
	void staysTheSameInEveryVersion() {
		assertThat(hash(SampleEvent.settlement())).isEqualTo(2178107796179869117L);
		assertThat(hash(SampleEvent.full())).isEqualTo(1199501043921950914L);
		assertThat(hash(SampleEvent.reversal())).isEqualTo(5534816715002309304L);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
			settledAt     | "2026-11-20T00:30:12Z"
			settledAt     | "2026-11-20T08:30:12.000+08:00"
			settledAt     | "2026-11-20T08:30:12.000999+08:00"
			settledAt     | "2026-11-20 08:30:12+0800"
			visitType     | "\\u0031\\u0031"
			unknown       | 17
			treatmentCity | "310000"
			""")
	void ignoresWhatMeansTheSame(String name, String value) {
		assertThat(hash(SampleEvent.settlement().with(name, value))).isEqualTo(hash(SampleEvent.settlement()));
	}

	@Test
	void ignoresTheCaseOfThePersonsNumber() {
		SampleEvent event = SampleEvent.settlement();
		assertThat(hash(event.with("personNo", "\"32050119900307123x\"")))
			.isEqualTo(hash(event.with("personNo", "\"32050119900307123X\"")));
		assertThat(hash(event.with("claimNo", "\"a-1\""))).isNotEqualTo(hash(event.with("claimNo", "\"A-1\"")));
	}

	@Test
	void ignoresTheOrderOfFundParts() {
		assertThat(hash(SampleEvent.full().with("funds", "{\"hifes_pay\":10000,\"hifp_pay\":20000}")))
			.isEqualTo(hash(SampleEvent.full()));
	}

	@Test
	void differsWithEveryField() {
		List<SampleEvent> events = new ArrayList<>();
		for (SampleEvent event : List.of(SampleEvent.reversal(), SampleEvent.full())) {
			events.add(event);
			events.add(event.with("hospitalCode", "\"H31000000002\""));
			events.add(event.with("claimNo", "\"R-2\""));
			events.add(event.with("insuredCity", "\"320600\""));
			events.add(event.with("personNo", "\"32050000012346\""));
			events.add(event.with("insuranceType", "\"390\""));
			events.add(event.with("visitType", "\"13\""));
			events.add(event.with("settledAt", "\"2026-11-20T08:30:12.001+08:00\""));
			events.add(event.with("totalFen", "128651"));
			events.add(event.with("fundFen", "30001"));
			events.add(event.with("accountFen", "50001"));
			events.add(event.with("cashFen", "48651"));
			events.add(event.with("split", "{\"ownPayFen\":0,\"overLimitFen\":0,\"prePayFen\":0,\"inScopeFen\":0}"));
			events.add(event.with("split", "{\"ownPayFen\":1,\"overLimitFen\":0,\"prePayFen\":0,\"inScopeFen\":0}"));
			events.add(event.with("split", "{\"ownPayFen\":0,\"overLimitFen\":1,\"prePayFen\":0,\"inScopeFen\":0}"));
			events.add(event.with("split", "{\"ownPayFen\":0,\"overLimitFen\":0,\"prePayFen\":1,\"inScopeFen\":0}"));
			events.add(event.with("split", "{\"ownPayFen\":0,\"overLimitFen\":0,\"prePayFen\":0,\"inScopeFen\":1}"));
			events.add(event.with("funds", "{\"a\":1}"));
			events.add(event.with("funds", "{\"b\":1}"));
			events.add(event.with("funds", "{\"a\":2}"));
			events.add(event.with("funds", "{\"a\":1,\"b\":0}"));
		}
		events.add(SampleEvent.settlement());
		events.add(SampleEvent.reversal().with("originalClaimNo", "\"other\""));
		events.add(SampleEvent.reversal().with("kind", "\"SETTLEMENT\"").without("originalClaimNo"));
		assertThat(events).extracting(ContentHashTests::hash).doesNotHaveDuplicates();
	}

	@Test
	void neverTakesOneTextForTwo() {
		assertThat(hash(SampleEvent.settlement().with("personNo", "\"1231\"").with("insuranceType", "\"031\"")))
			.isNotEqualTo(
					hash(SampleEvent.settlement().with("personNo", "\"12310\"").with("insuranceType", "\"310\"")));
		assertThat(hash(SampleEvent.settlement().with("insuranceType", "\"310\"").with("visitType", "\"11\"")))
			.isNotEqualTo(hash(SampleEvent.settlement().with("insuranceType", "\"311\"").with("visitType", "\"11\"")));
	}

	@Test
	void nobodyFindsItWithoutTheKey() {
		assertThat(ContentHash.of(SampleEvent.settlement().claim(), mac("another key")))
			.isNotEqualTo(hash(SampleEvent.settlement()));
	}

	private static long hash(SampleEvent event) {
		return ContentHash.of(event.claim(), mac("key"));
	}

	private static Mac mac(String key) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
