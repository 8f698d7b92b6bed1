package io.medsettle.api.documents;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The configuration table is made from the metadata of the settings: it names every
 * setting there is, with its true type, default and description, and no other.
 */
class ConfigurationDocumentTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

	private static final String HEAD = """
			| setting | type | default | description |
			| --- | --- | --- | --- |
			""";

	/** With {@code -Dmedsettle.documents=write} the table is written instead. */
	@Test
	void theTableIsThatOfTheSettings() throws IOException {
		String document = Files.readString(DOCUMENT);
		int start = document.indexOf(HEAD);
		int end = document.indexOf("\n\n", start) + 1;
		if ("write".equals(System.getProperty("medsettle.documents"))) {
			Files.writeString(DOCUMENT, document.substring(0, start) + table() + document.substring(end));
		}
		else {
			assertThat(document.substring(start, end)).isEqualTo(table());
		}
	}

	private static String table() throws IOException {
		List<JsonNode> settings = new ArrayList<>();
		for (URL metadata : Collections.list(ConfigurationDocumentTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream content = metadata.openStream()) {
				new JsonMapper().readTree(content).path("properties").forEach(settings::add);
			}
		}
		return settings.stream()
			.filter((setting) -> name(setting).startsWith("settlement."))
			.sorted(Comparator.comparing((JsonNode setting) -> name(setting).split("\\.").length > 2)
				.thenComparing(ConfigurationDocumentTests::name))
			.map(ConfigurationDocumentTests::row)
			.collect(Collectors.joining("\n", HEAD, "\n"));
	}

	private static String name(JsonNode setting) {
		return setting.path("name").asString();
	}

	private static String row(JsonNode setting) {
		return "| `" + name(setting) + "` | " + type(setting) + " |" + defaultValue(setting) + "| "
				+ setting.path("description").asString().replaceAll("\\{@code ([^}]*)}", "`$1`") + " |";
	}

	/** The last part of the name of each class in it. */
	private static String type(JsonNode setting) {
		return setting.path("type").asString().replaceAll("[A-Za-z.]+[.$]", "").replace("<", " of ").replace(">", "");
	}

	/** A list stands in the metadata as its text in Java. */
	private static String defaultValue(JsonNode setting) {
		String value = setting.path("defaultValue").asString("").replaceAll("^\\[|]$", "").replace(", ", ",");
		return value.isEmpty() ? " " : " `" + value + "` ";
	}

}
