package io.medsettle.api.production;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.medsettle.core.settings.Role;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code infra/compose.yaml}, as far as tests ask about it.
 *
 * @param text the file as it stands
 * @param services every service by name
 */
record ComposeFile(String text, Map<String, Service> services) {

	static ComposeFile read() {
		String text = InfraFiles.read("compose.yaml");
		Map<String, Service> services = new LinkedHashMap<>();
		map(yaml(text), "services").forEach((name, service) -> services.put(name, new Service(map(service))));
		return new ComposeFile(text, services);
	}

	/** The services that are the engine, by name. */
	Map<String, Service> engines() {
		return this.services.entrySet()
			.stream()
			.filter((service) -> service.getValue().environment().containsKey("SETTLEMENT_ROLES"))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
	}

	static Map<String, Object> yaml(String text) {
		return map(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
	}

	static Map<String, Object> map(Map<String, Object> parent, String name) {
		return map(parent.getOrDefault(name, Map.of()));
	}

	static List<Object> list(Map<String, Object> parent, String name) {
		return List.copyOf((List<?>) parent.getOrDefault(name, List.of()));
	}

	private static Map<String, Object> map(Object value) {
		Map<String, Object> map = new LinkedHashMap<>();
		((Map<?, ?>) value).forEach((name, child) -> map.put(name.toString(), child));
		return map;
	}

	/**
	 * One service.
	 *
	 * @param content what stands under its name
	 */
	record Service(Map<String, Object> content) {

		Map<String, String> environment() {
			Map<String, String> environment = new TreeMap<>();
			map(this.content, "environment").forEach((name, value) -> environment.put(name, value.toString()));
			return environment;
		}

		/** The roles of an engine. */
		Set<String> roles() {
			return Set.of(environment().get("SETTLEMENT_ROLES").split(","));
		}

		boolean has(Role role) {
			return roles().contains(role.settingName());
		}

		/** Where its secrets lie below {@code /run/secrets/}. */
		List<String> secretFiles() {
			return list(this.content, "secrets").stream()
				.map((secret) -> (secret instanceof String name) ? name : map(secret).get("target").toString())
				.toList();
		}

	}

}
