package io.medsettle.api.command;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What the command may be asked.
 */
class VerifyArgumentsTests {

	@Test
	void oneDayOrSeveralAndTheEnginesSettings() {
		LocalDate day = LocalDate.parse("2026-11-20");
		assertThat(VerifyArguments.parse(List.of("--settlement.data-dir=/a=b", "--day=2026-11-20")))
			.isEqualTo(new VerifyArguments(day, day, List.of("--settlement.data-dir=/a=b")));
		assertThat(VerifyArguments.parse(List.of("--to=2026-11-21", "--from=2026-11-20")))
			.isEqualTo(new VerifyArguments(day, day.plusDays(1), List.of()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					''                                                | Either one day is needed, or the first and the last of several.
					--from=2026-11-20                                 | Either one day is needed, or the first and the last of several.
					--day=2026-11-20 --to=2026-11-21                  | Either one day is needed, or the first and the last of several.
					--day=2026-11-20 --day=2026-11-20                 | --day is given twice.
					--from=2026-11-21 --to=2026-11-20                 | --to lies before --from.
					--day=yesterday                                   | --day is "yesterday": it must be a date.
					--help                                            | --help is no argument of verify.
					2026-11-20                                        | 2026-11-20 is no argument of verify.
					""")
	void whatIsWrongIsSaid(String arguments, String sentence) {
		List<String> given = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
		assertThatIllegalArgumentException().isThrownBy(() -> VerifyArguments.parse(given)).withMessage(sentence);
	}

}
