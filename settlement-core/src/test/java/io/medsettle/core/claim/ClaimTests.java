package io.medsettle.core.claim;

import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClaimTests {

	@Test
	void theInsuredCityOwesFundAndAccountPay() {
		assertThat(SampleEvent.settlement().claim().clearedFen()).isEqualTo(80_000);
		assertThat(SampleEvent.reversal().claim().clearedFen()).isEqualTo(80_000);
	}

	@Test
	void whatIsOwedIsNeverAWrongNumber() {
		Claim example = SampleEvent.settlement().claim();
		Claim tooMuch = new Claim(example.hospitalCode(), example.claimNo(), example.kind(), null,
				example.insuredCity(), example.personNo(), example.insuranceType(), example.visitType(),
				example.settledAt(), null, 0, Long.MAX_VALUE, 1, 0, null, new TreeMap<>());
		assertThatThrownBy(tooMuch::clearedFen).isInstanceOf(ArithmeticException.class);
	}

	@Test
	void isNamedByHospitalAndNumber() {
		assertThat(SampleEvent.settlement().claim().identity())
			.isEqualTo(new ClaimIdentity("H31000000001", "H31000000001-20261120-000017"));
	}

	@Test
	void tellsNobodyWhoseVisitItWas() {
		assertThat(SampleEvent.settlement().claim()).hasToString("Claim H31000000001-20261120-000017 of H31000000001");
	}

	@Test
	void aKindIsKnownByItsSign() {
		for (ClaimKind kind : ClaimKind.values()) {
			assertThat(ClaimKind.ofSign(kind.sign())).isEqualTo(kind);
		}
		assertThat(ClaimKind.SETTLEMENT.sign()).isEqualTo(1);
		assertThat(ClaimKind.REVERSAL.sign()).isEqualTo(-1);
		assertThatThrownBy(() -> ClaimKind.ofSign(0)).isInstanceOf(IllegalArgumentException.class);
	}

}
