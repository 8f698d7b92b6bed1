package io.medsettle.api.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Grafana dashboard and the rules as they lie in {@code infra}.
 */
final class Dashboard {

	static final Path INFRA = Path.of("..", "infra");

	private static final Path FILE = INFRA.resolve("grafana/dashboards/medsettle.json");

	private static final Path RULES = INFRA.resolve("prometheus/alerts.yml");

	private Dashboard() {
	}

	static JsonNode json() {
		return JsonMapper.shared().readTree(read(FILE));
	}

	/** Every panel that asks for something. */
	static List<JsonNode> panels() {
		return json().get("panels")
			.valueStream()
			.filter((panel) -> !panel.get("type").asString().equals("row"))
			.toList();
	}

	/** Every query of every panel, with Grafana's own interval filled in. */
	static List<String> queries() {
		return panels().stream()
			.flatMap((panel) -> panel.get("targets").valueStream())
			.map((target) -> target.get("expr").asString().replace("$__rate_interval", "30s"))
			.toList();
	}

	/** The expression of every rule. */
	static List<String> rules() {
		return read(RULES).lines()
			.map(String::strip)
			.filter((line) -> line.startsWith("expr:"))
			.map((line) -> line.substring("expr:".length()).strip())
			.toList();
	}

	static Stream<String> all() {
		return Stream.concat(queries().stream(), rules().stream());
	}

	static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
