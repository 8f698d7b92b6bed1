package io.medsettle.api.production;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.medsettle.core.settings.Role;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files of the production shape fit each other and the engine.
 */
class ProductionFilesTests {

	/** Such as {@code ${NAME:-value}} or {@code ${NAME-value}}. */
	private static final Pattern VARIABLE_WITH_DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:?-");

	private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|TOKEN|CREDENTIAL");

	private static final Pattern MAJOR_MINOR = Pattern.compile("[\\w./-]+:v?\\d+\\.\\d+.*");

	private final ComposeFile compose = ComposeFile.read();

	private final ImageFile image = ImageFile.read();

	@Test
	void theEnginesPlayEveryRoleAndOneOfThemTheNight() {
		Map<String, ComposeFile.Service> engines = this.compose.engines();
		assertThat(engines).hasSize(2);
		assertThat(engines.values().stream().flatMap((engine) -> engine.roles().stream()))
			.containsAll(Arrays.stream(Role.values()).map(Role::settingName).toList());
		assertThat(engines.values().stream().filter((engine) -> engine.has(Role.NIGHT))).hasSize(1);
	}

	@Test
	void whoWritesTheFilesOrServesThemHasTheirVolume() {
		String volume = "files:" + this.image.all("ENV").getFirst().replaceFirst("SETTLEMENT_DATADIR=", "");
		assertThat(this.compose.engines().values())
			.allSatisfy((engine) -> assertThat(ComposeFile.list(engine.content(), "volumes").contains(volume))
				.isEqualTo(engine.has(Role.NIGHT) || engine.has(Role.API)));
	}

	@Test
	void everySettingExists() throws IOException {
		Set<String> names = settingNames();
		Set<String> variables = names.stream().map(ProductionFilesTests::variable).collect(Collectors.toSet());
		assertThat(this.compose.engines().values()).allSatisfy((engine) -> {
			assertThat(variables).containsAll(engine.environment().keySet());
			assertThat(engine.secretFiles())
				.allMatch((file) -> names.contains(file) || engine.environment().containsValue("/run/secrets/" + file));
		});
	}

	@Test
	void noPasswordHasADefault() {
		assertThat(VARIABLE_WITH_DEFAULT.matcher(this.compose.text()).find()).isFalse();
		this.compose.services()
			.forEach((name, service) -> assertThat(service.environment()).as(name).allSatisfy((variable, value) -> {
				if (SECRET.matcher(variable).find()) {
					assertThat(value).startsWith("/run/secrets/");
					assertThat(service.secretFiles()).contains(value.substring("/run/secrets/".length()));
				}
			}));
		assertThat(ComposeFile.map(ComposeFile.yaml(this.compose.text()), "secrets").values())
			.allSatisfy((secret) -> assertThat(secret.toString()).startsWith("{file=secrets/"));
	}

	@Test
	void everyServiceIsCheckedBoundedAndPinned() {
		this.compose.services().forEach((name, service) -> {
			boolean engine = this.compose.engines().containsKey(name);
			assertThat(service.content()).as(name).containsKeys("mem_limit", "restart");
			assertThat(service.content().containsKey("healthcheck")).as(name).isEqualTo(!engine);
			if (!engine) {
				assertThat(service.content().get("image").toString()).matches(MAJOR_MINOR);
			}
			assertThat(ComposeFile.list(service.content(), "ports")).as(name)
				.allSatisfy((port) -> assertThat(port.toString()).startsWith("127.0.0.1:"));
			assertThat(ComposeFile.map(service.content(), "depends_on").values()).as(name)
				.allSatisfy((condition) -> assertThat(condition).hasToString("{condition=service_healthy}"));
		});
	}

	@Test
	void brokerIsTheOneThatTheTestsRunAgainst() {
		assertThat(this.compose.services().get("kafka").content()).containsEntry("image",
				"apache/kafka:" + AppInfoParser.getVersion());
	}

	@Test
	void prometheusWatchesEveryEngine() {
		Map<String, Object> configuration = ComposeFile.yaml(InfraFiles.read("prometheus/compose.yml"));
		assertThat(configuration).containsEntry("rule_files", List.of("alerts.yml"));
		assertThat(ComposeFile.list(configuration, "scrape_configs")).singleElement()
			.asString()
			.contains("names=" + this.compose.engines().keySet())
			.contains("port=8081")
			.contains("/oauth2/token");
		assertThat(this.compose.engines().values())
			.allSatisfy((engine) -> assertThat(engine.environment()).containsEntry("MANAGEMENT_SERVER_PORT", "8081"));
		assertThat(this.compose.services().get("prometheus").content().get("command").toString())
			.contains("--config.file=/etc/prometheus/compose.yml");
	}

	@Test
	void imageIsLayeredAndNotRoot() {
		assertThat(this.image.all("USER")).last().asString().matches("[1-9]\\d*:[1-9]\\d*");
		assertThat(this.image.all("FROM")).allSatisfy((base) -> assertThat(base).matches(MAJOR_MINOR));
		assertThat(this.image.layers()).hasSizeGreaterThan(1).last().isEqualTo("/layers/application/");
	}

	/** As Spring Boot derives it from the name of a setting. */
	private static String variable(String setting) {
		return setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
	}

	private static Set<String> settingNames() throws IOException {
		Set<String> names = new TreeSet<>();
		JsonMapper json = JsonMapper.shared();
		for (URL metadata : Collections.list(ProductionFilesTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream content = metadata.openStream()) {
				for (JsonNode property : json.readTree(content).path("properties")) {
					names.add(property.path("name").asString());
				}
			}
		}
		return names;
	}

}
