package io.medsettle.batch.step;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fen as yuan.
 */
class YuanTests {

	@ParameterizedTest
	@CsvSource({ "0,0.00", "1,0.01", "-1,-0.01", "10,0.10", "-99,-0.99", "100,1.00", "80000,800.00",
			"-123456789,-1234567.89", "9223372036854775807,92233720368547758.07",
			"-9223372036854775808,-92233720368547758.08" })
	void twoDecimalsAndAPlainSign(long fen, String yuan) {
		assertThat(Yuan.of(fen)).isEqualTo(yuan);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			0                    | 0.00
			-5                   | -0.05
			5900000000           | 59,000,000.00
			-9223372036854775808 | -92,233,720,368,547,758.08
			""")
	void thousandsAreSeparatedForPeople(long fen, String yuan) {
		assertThat(Yuan.grouped(fen)).isEqualTo(yuan);
	}

}
