package io.medsettle.api.startup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;

import io.medsettle.core.settings.SettlementSettings;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CheckedSettingsTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

	@Test
	void theDocumentsExampleOfDatesOfEffectDoesWhatItSays() throws IOException {
		SettlementSettings settings = CheckedSettings.read(yaml(example()));
		assertThat(settings.clearing().cutOffByDay().on(LocalDate.of(2026, 12, 31))).isEqualTo(LocalTime.MIDNIGHT);
		assertThat(settings.clearing().cutOffByDay().on(LocalDate.of(2027, 1, 1))).isEqualTo(LocalTime.of(22, 0));
		assertThat(settings.clearing().cutOffByDay().on(LocalDate.of(2027, 2, 1))).isEqualTo(LocalTime.MIDNIGHT);
		assertThat(settings.claims().submissionLimitByDay().on(LocalDate.of(2026, 12, 31)))
			.isEqualTo(Duration.ofDays(365));
		assertThat(settings.claims().submissionLimitByDay().on(LocalDate.of(2027, 1, 1)))
			.isEqualTo(Duration.ofDays(90));
	}

	@Test
	void aTimeWithoutQuotesIsRefusedRatherThanMistaken() throws IOException {
		Binder withoutQuotes = yaml(example().replace("\"22:00\"", "22:00"));
		assertThatThrownBy(() -> CheckedSettings.read(withoutQuotes)).isInstanceOfSatisfying(BindException.class,
				(failure) -> assertThat(WrongSetting.line(failure)).isEqualTo(
						"settlement.clearing.cut-offs[0].time is \"1320\": it must be a time of day such as 00:00,"
								+ " between quotes in YAML"));
	}

	private static String example() throws IOException {
		String document = Files.readString(DOCUMENT);
		int begin = document.indexOf("```yaml\n") + "```yaml\n".length();
		return document.substring(begin, document.indexOf("```", begin));
	}

	private static Binder yaml(String text) throws IOException {
		return new Binder(ConfigurationPropertySources.from(new YamlPropertySourceLoader().load("example",
				new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))));
	}

}
