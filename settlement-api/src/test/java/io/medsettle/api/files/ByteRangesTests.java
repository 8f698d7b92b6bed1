package io.medsettle.api.files;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a Range header asks of a file of 100 bytes.
 */
class ByteRangesTests {

	private static final long LENGTH = 100;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			bytes=0-9                            | 0-9
			bytes=90-                            | 90-99
			bytes=-10                            | 90-99
			bytes=-1000                          | 0-99
			bytes=0-1000                         | 0-99
			bytes=0-99999999999999999999999999   | 0-99
			bytes=-99999999999999999999999999    | 0-99
			bytes=0000000000000000000000001-2    | 1-2
			BYTES=0-0                            | 0-0
			bytes= 0-0 , 5-5                     | 0-0 5-5
			bytes=0-9,100-                       | 0-9
			bytes=100-,0-9                       | 0-9
			bytes=0-0,,5-5,                      | 0-0 5-5
			bytes=100-                           | none
			bytes=100-200,300-                   | none
			bytes=99999999999999999999999999-    | none
			bytes=-0                             | none
			bytes=                               | whole
			bytes=,                              | whole
			bytes                                | whole
			bytes=x                              | whole
			bytes=+1-2                           | whole
			bytes=1--2                           | whole
			bytes=9-2                            | whole
			bytes=0-1,9-2                        | whole
			bytes=-                              | whole
			lines=0-1                            | whole
			bytes=0-,0-                          | whole
			bytes=0-60,40-99                     | whole
			""")
	void tellsTheParts(String header, String expected) {
		assertThat(told(ByteRanges.of(header, LENGTH))).isEqualTo(expected);
	}

	@Test
	void wholeIsMeantWithoutAHeaderAndWithTooManyParts() {
		assertThat(told(ByteRanges.of(null, LENGTH))).isEqualTo("whole");
		String many = IntStream.range(0, 51)
			.mapToObj((number) -> number + "-" + number)
			.collect(Collectors.joining(","));
		assertThat(told(ByteRanges.of("bytes=" + many, LENGTH))).isEqualTo("whole");
		assertThat(ByteRanges.of("bytes=" + many.replace(",50-50", ""), LENGTH).parts()).hasSize(50);
	}

	private static String told(ByteRanges ranges) {
		if (!ranges.asked()) {
			return "whole";
		}
		return ranges.parts().isEmpty() ? "none"
				: ranges.parts()
					.stream()
					.map((part) -> part.first() + "-" + part.last())
					.collect(Collectors.joining(" "));
	}

}
