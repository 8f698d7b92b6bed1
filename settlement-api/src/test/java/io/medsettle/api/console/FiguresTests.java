package io.medsettle.api.console;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FiguresTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			0                   | 0.00
			1                   | 0.01
			128650              | 1,286.50
			5900000000          | 59,000,000.00
			-80000              | \u2212800.00
			9223372036854775807 | 92,233,720,368,547,758.07
			""")
	void amountsAreYuanToTheFen(long fen, String yuan) {
		assertThat(Figures.yuan(fen)).isEqualTo(yuan);
	}

	@Test
	void whatIsReceivedHasAPlusSign() {
		assertThat(Figures.signedYuan(46000000)).isEqualTo("+460,000.00");
		assertThat(Figures.signedYuan(-46000000)).isEqualTo("\u2212460,000.00");
		assertThat(Figures.signedYuan(0)).isEqualTo("0.00");
	}

	@Test
	void percentagesNeverClaimMoreThanThereIs() {
		assertThat(Figures.percent(0)).isEqualTo("0.0 %");
		assertThat(Figures.percent(0.743617)).isEqualTo("74.3 %");
		assertThat(Figures.percent(0.99999)).isEqualTo("99.9 %");
		assertThat(Figures.percent(1)).isEqualTo("100.0 %");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			0        | 0 B
			1023     | 1023 B
			1024     | 1.0 KiB
			30003    | 29.3 KiB
			73400320 | 70.0 MiB
			5368709120 | 5.0 GiB
			""")
	void sizesAreReadable(long bytes, String size) {
		assertThat(Figures.size(bytes)).isEqualTo(size);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			PT0S          | 0.0 s
			PT-3S         | 0.0 s
			PT12.34S      | 12.3 s
			PT3M5S        | 3:05
			PT1H2M3S      | 1:02:03
			PT44H44M22.7S | 44:44:22
			""")
	void durationsAreReadable(Duration duration, String text) {
		assertThat(Figures.duration(duration)).isEqualTo(text);
	}

}
