package io.medsettle.api.console;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.core.clearing.ClearingDayState;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page says the same in both languages, and never shows the name of a message in
 * place of it.
 */
class MessagesTests {

	private static final Pattern NAMED_IN_TEMPLATE = Pattern.compile("#\\{([a-z][a-z0-9.-]*)[(}]");

	@Test
	void bothLanguagesHaveTheSameMessages() throws IOException {
		assertThat(messages("messages_zh.properties")).isEqualTo(messages("messages.properties"));
	}

	@Test
	void whatTheTemplatesNameIsThere() throws IOException {
		Set<String> named = new TreeSet<>();
		for (String template : List.of("overview", "parts", "live", "results")) {
			Matcher matcher = NAMED_IN_TEMPLATE.matcher(new ClassPathResource("templates/console/" + template + ".html")
				.getContentAsString(StandardCharsets.UTF_8));
			while (matcher.find()) {
				named.add(matcher.group(1));
			}
		}
		assertThat(named).hasSizeGreaterThan(60);
		assertThat(messages("messages.properties")).containsAll(named);
	}

	@Test
	void everyNameOfTheEngineIsSaid() throws IOException {
		Stream<String> names = Stream
			.of(Arrays.stream(BreakCategory.values()).map((category) -> "break." + category),
					Arrays.stream(ClearingDayState.values()).map((state) -> "state." + state),
					Arrays.stream(LiveView.Phase.values()).map(LiveView.Phase::message),
					Arrays.stream(NightRunState.values()).map((state) -> "part.night." + state))
			.flatMap((some) -> some);
		assertThat(messages("messages.properties")).containsAll(names.toList());
	}

	private static Set<String> messages(String bundle) throws IOException {
		Properties properties = new Properties();
		try (Reader reader = new InputStreamReader(new ClassPathResource(bundle).getInputStream(),
				StandardCharsets.UTF_8)) {
			properties.load(reader);
		}
		assertThat(properties.values()).noneMatch((text) -> text.toString().isBlank());
		return new TreeSet<>(properties.stringPropertyNames());
	}

}
