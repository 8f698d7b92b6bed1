package io.medsettle.api.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A newcomer types the commands of the README one after the other, and none is refused.
 */
@ExtendWith(SharedEngine.class)
class ReadmeIT {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Path CURL = Path.of("/usr/bin/curl");

	private static final Duration NIGHT_MAX = Duration.ofMinutes(1);

	private static final Duration WALK_MAX = Duration.ofMinutes(3);

	private static final Pattern BLOCK = Pattern.compile("^```\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

	@Test
	void everyCommandWorksAsPrinted(Engine engine, @TempDir Path folder) throws Exception {
		assumeTrue(Files.isExecutable(CURL), "Skipped: needs " + CURL);
		EngineClient client = new EngineClient(engine.baseUrl());
		publishADayWithABreak(client, new HttpCaller(engine.baseUrl()));
		Files.createSymbolicLink(folder.resolve("docs"), ROOT.resolve("docs"));
		Path output = folder.resolve("output");
		Process walk = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands(engine.baseUrl()))
			.directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		assertThat(walk.waitFor(WALK_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
		String said = Files.readString(output);
		assertThat(walk.exitValue()).as(said).isZero();
		assertThat(said).contains("\"status\":\"POSTED\"", "\"status\":\"DUPLICATE\"", "\"refused\":0", "\"result\":\"",
				"\"state\":\"APPROVED\"", "\"decision\":\"DEDUCT\"", "\"status\":\"UP\"");
		assertThat(folder).isDirectoryContaining("glob:**_summary_v1.csv");
	}

	/**
	 * What users do next, up to what needs other settings, with curl failing where it is
	 * refused. What needs Kafka's own tools is left out.
	 */
	private static String commands(String baseUrl) throws IOException {
		String page = Files.readString(ROOT.resolve("README.md"));
		String section = page.substring(page.indexOf("## What each user does next"),
				page.indexOf("With `settlement.clearing.confirmation=true`"));
		String commands = BLOCK.matcher(section)
			.results()
			.map((MatchResult block) -> block.group(1))
			.filter((block) -> !block.contains("kafka-console-producer.sh"))
			.collect(Collectors.joining());
		assertThat(commands).contains("/claims/batch", "/statements", "/propose", "/decision", "/close");
		return commands.replaceAll("\\bcurl ", "curl -sS --fail-with-body ")
			.replace("localhost:8080", baseUrl.substring("http://".length()));
	}

	/**
	 * As the example day leaves one: a hospital states other amounts than the books have.
	 */
	private static void publishADayWithABreak(EngineClient client, HttpCaller http) {
		ObjectNode claim = SampleClaim.settlement();
		LocalDate day = LocalDate.parse(client.postClaimAndWait(claim.toString()).get("clearingDay").asString());
		String line = "{\"claimNo\":\"" + claim.get("claimNo").asString()
				+ "\",\"kind\":\"SETTLEMENT\",\"totalFen\":128652,\"fundFen\":30002,\"accountFen\":50000}";
		assertThat(http
			.post("/api/v1/statements/" + SampleClaim.HOSPITAL + "/" + day + "/lines", "application/x-ndjson",
					line.getBytes(StandardCharsets.UTF_8))
			.status()).isEqualTo(200);
		client.close(day);
		client.awaitPublished(day, NIGHT_MAX);
	}

}
