package io.medsettle.api.documents;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The configuration table names every setting there is, with its true default, and no
 * other.
 */
class ConfigurationDocumentTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

	private static final Pattern ROW = Pattern.compile("^\\| `(settlement\\.[^`]+)` \\| (?:`([^`]*)`)? ?\\|.*\\|$",
			Pattern.MULTILINE);

	@Test
	void theTableNamesEverySettingWithItsDefault() throws IOException {
		assertThat(documented()).isEqualTo(existing());
	}

	private static Map<String, String> documented() throws IOException {
		Map<String, String> settings = new TreeMap<>();
		Matcher row = ROW.matcher(Files.readString(DOCUMENT));
		while (row.find()) {
			settings.put(row.group(1), (row.group(2) != null) ? row.group(2) : "");
		}
		return settings;
	}

	private static Map<String, String> existing() throws IOException {
		Map<String, String> settings = new TreeMap<>();
		JsonMapper json = new JsonMapper();
		for (URL metadata : Collections.list(ConfigurationDocumentTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream content = metadata.openStream()) {
				for (JsonNode property : json.readTree(content).path("properties")) {
					String name = property.path("name").asString();
					if (name.startsWith("settlement.")) {
						settings.put(name, text(property.path("defaultValue")));
					}
				}
			}
		}
		return settings;
	}

	/** A list stands in the metadata as its text in Java. */
	private static String text(JsonNode value) {
		return value.asString("").replaceAll("^\\[|]$", "").replace(", ", ",");
	}

}
