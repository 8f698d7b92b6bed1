package io.medsettle.api.observe;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Dashboard and rules name only what the engine exports, and a real Prometheus gets an
 * answer to each of their queries.
 */
@Tag("invariant-11")
@ExtendWith(SharedEngine.class)
class MetricsIT {

	private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");

	private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

	private static final String NOT_INSTALLED = "Skipped: needs /usr/bin/prometheus and /usr/bin/promtool (Debian: prometheus)";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** Made by Prometheus itself. */
	private static final Set<String> OF_PROMETHEUS = Set.of("up");

	private static Engine engine;

	private static HttpCaller http;

	@BeforeAll
	static void closeADay(Engine shared) {
		engine = shared;
		http = new HttpCaller(engine.baseUrl());
		submit();
		DayClosing.closeCurrentDay(engine);
	}

	@Test
	void onlyExportedMetricsAreAskedFor() {
		Set<String> asked = Dashboard.all()
			.flatMap((expression) -> PromQlNames.in(expression).stream())
			.filter((name) -> !OF_PROMETHEUS.contains(name))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(asked).hasSizeGreaterThan(15);
		assertThat(exported()).containsAll(asked);
	}

	@Test
	void whatThePageForOperatorsNamesIsExported() throws IOException {
		Set<String> named = Pattern.compile("`(settlement_\\w+)`")
			.matcher(Files.readString(Dashboard.INFRA.resolve("README.md")))
			.results()
			.map((name) -> name.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(named).hasSizeGreaterThan(8);
		assertThat(exported().stream().map(MetricsIT::family)).containsAll(named);
	}

	@Test
	void everyMetricOfTheEngineIsOnTheDashboard() {
		Set<String> asked = Dashboard.all()
			.flatMap((expression) -> PromQlNames.in(expression).stream())
			.map(MetricsIT::family)
			.collect(Collectors.toSet());
		Set<String> families = exported().stream()
			.filter((name) -> name.startsWith("settlement_"))
			.map(MetricsIT::family)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(asked).containsAll(families);
	}

	@Test
	void configurationAndRulesPassTheirOwnTests(@TempDir Path folder) throws Exception {
		assumeTrue(Files.isExecutable(PROMTOOL), NOT_INSTALLED);
		Path infra = Dashboard.INFRA.resolve("prometheus");
		for (String configuration : List.of("prometheus.yml", "compose.yml")) {
			assertThat(promtool(folder, "check", "config", infra.resolve(configuration).toString()))
				.contains("SUCCESS");
		}
		assertThat(promtool(folder, "test", "rules", infra.resolve("alerts.test.yml").toString())).contains("SUCCESS");
	}

	@Test
	void realPrometheusAnswersEveryQuery(@TempDir Path folder) throws Exception {
		assumeTrue(Files.isExecutable(PROMETHEUS), NOT_INSTALLED);
		int port = Engine.freePort();
		Process prometheus = new ProcessBuilder(PROMETHEUS.toString(), "--config.file=" + configuration(folder),
				"--storage.tsdb.path=" + folder.resolve("data"), "--web.listen-address=127.0.0.1:" + port,
				"--log.level=warn")
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("log").toFile())
			.start();
		try {
			HttpCaller server = new HttpCaller("http://127.0.0.1:" + port);
			await().atMost(PATIENCE).ignoreExceptions().until(() -> server.get("/-/ready").status() == 200);
			await().atMost(PATIENCE).ignoreExceptions().pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
				// Rates need something that happens.
				submit();
				assertThat(withoutData(server, Dashboard.queries())).isEmpty();
			});
			JsonNode groups = server.get("/api/v1/rules").json().at("/data/groups");
			assertThat(groups.at("/0/rules")).hasSameSizeAs(Dashboard.rules())
				.allSatisfy((rule) -> assertThat(rule.get("health").asString()).isIn("ok", "unknown"));
		}
		finally {
			prometheus.destroy();
			prometheus.waitFor();
		}
	}

	private static void submit() {
		http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=20");
	}

	private static List<String> withoutData(HttpCaller server, List<String> queries) {
		return queries.stream().filter((query) -> {
			JsonNode answer = server.get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
				.json();
			assertThat(answer.get("status").asString()).as(query).isEqualTo("success");
			return answer.at("/data/result")
				.valueStream()
				.noneMatch((sample) -> Double.isFinite(Double.parseDouble(sample.at("/value/1").asString())));
		}).toList();
	}

	/** The project's own configuration, for this engine and in a hurry. */
	private static Path configuration(Path folder) throws IOException {
		Path original = Dashboard.INFRA.resolve("prometheus").toAbsolutePath().normalize();
		String text = Dashboard.read(original.resolve("prometheus.yml"))
			.replace("127.0.0.1:8080", engine.baseUrl().substring("http://".length()))
			.replace("- alerts.yml", "- " + original.resolve("alerts.yml"))
			.replaceAll("(scrape|evaluation)_interval: \\d+s", "$1_interval: 1s");
		return Files.writeString(folder.resolve("prometheus.yml"), text);
	}

	private static String promtool(Path folder, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
		command.addAll(List.of(arguments));
		Path output = folder.resolve("promtool.log");
		new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
		String said = Dashboard.read(output);
		assertThat(said).doesNotContain("FAILED");
		return said;
	}

	private static Set<String> exported() {
		return http.get("/actuator/prometheus")
			.text()
			.lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("[{ ]", 2)[0])
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** Buckets, counts, sums and maxima are one metric. */
	private static String family(String name) {
		return name.replaceFirst("_(bucket|count|sum|max)$", "");
	}

}
