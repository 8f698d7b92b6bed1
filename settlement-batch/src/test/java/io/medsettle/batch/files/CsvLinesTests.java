package io.medsettle.batch.files;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CsvLinesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			=1+1 | '=1+1
			+A1  | '+A1
			-2+3 | '-2+3
			@x   | '@x
			苏州   | 苏州
			a=1  | a=1
			""   | ""
			""")
	void whatOthersWriteIsNoFormula(String text, String written) {
		assertThat(CsvLines.freeText(text)).isEqualTo(written);
	}

}
