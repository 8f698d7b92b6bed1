package io.medsettle.api.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.FileDamage;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.core.settings.SettlementSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What lies on the disk under the name of a published file is handed out only as long as
 * it is what was published.
 */
@Tag("invariant-7")
@ExtendWith(SharedEngine.class)
class DamagedFilesIT {

	private static final Duration TOLD_WITHIN = Duration.ofSeconds(30);

	private static HttpCaller http;

	private static String address;

	private static Path path;

	private static byte[] published;

	private static String tag;

	private static long length;

	@BeforeAll
	static void playADay(Engine engine) throws Exception {
		http = new HttpCaller(engine.baseUrl());
		http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=30");
		LocalDate day = DayClosing.closeCurrentDay(engine);
		String name = "320500_" + day.toString().replace("-", "") + "_summary_v1.csv";
		address = "/api/v1/clearing-days/" + day + "/files/" + name;
		path = engine.bean(SettlementSettings.class).dataDir().resolve("files").resolve(day.toString()).resolve(name);
		published = Files.readAllBytes(path);
		length = published.length;
		tag = http.get(address).header("ETag");
	}

	@BeforeEach
	@AfterEach
	void putBack() throws Exception {
		Files.deleteIfExists(path);
		Files.write(path, published);
		await().atMost(TOLD_WITHIN).until(() -> status().equals("UP"));
		assertThat(http.get(address).bytes()).isEqualTo(published);
	}

	@ParameterizedTest
	@EnumSource
	void nothingOfADamagedFileIsHandedOut(FileDamage damage) throws Exception {
		damage.doTo(path);
		for (Map.Entry<String, List<String>> asked : Map
			.of("all", List.<String>of(), "what is cached", List.of("If-None-Match", tag), "anything cached",
					List.of("If-None-Match", "*"), "a part", List.of("Range", "bytes=0-9"), "a part beyond",
					List.of("Range", "bytes=" + length + "-"), "a part of other bytes",
					List.of("Range", "bytes=0-9", "If-Range", "\"other\""), "a part of these",
					List.of("Range", "bytes=0-9", "If-Range", tag))
			.entrySet()) {
			String[] headers = asked.getValue().toArray(String[]::new);
			assertDamaged(http.get(address, headers), asked.getKey());
			assertThat(http.call("HEAD", address, headers).status()).as(asked.getKey()).isEqualTo(503);
		}
	}

	@ParameterizedTest
	@EnumSource
	void damagedFileIsNotAcknowledged(FileDamage damage) throws Exception {
		damage.doTo(path);
		String body = "{\"sha256\":" + tag + "}";
		assertDamaged(http.post(address + "/ack", body), "acknowledging");
		String list = address.substring(0, address.lastIndexOf('/'));
		assertThat(http.get(list + "?city=320500").json().valueStream())
			.filteredOn((file) -> file.get("href").asString().equals(address))
			.singleElement()
			.satisfies((file) -> assertThat(file.get("state").asString()).isEqualTo("PUBLISHED"));
	}

	@Test
	void damageIsToldUntilItIsMended() throws Exception {
		Files.delete(path);
		http.get(address);
		await().atMost(TOLD_WITHIN).until(() -> status().equals("DAMAGED"));
		Answer health = http.get("/actuator/health");
		assertThat(health.status()).isEqualTo(200);
		assertThat(health.json().at("/components/files/details/" + path.getFileName()).asString())
			.isEqualTo("is missing");
		assertThat(http.get("/actuator/health/readiness").status()).isEqualTo(200);
		assertThat(http.get("/actuator/prometheus").text()).contains("settlement_files_damaged 1.0");
		Files.write(path, published);
		// Nobody has to ask for the file first.
		await().atMost(TOLD_WITHIN).until(() -> status().equals("UP"));
		assertThat(http.get("/actuator/prometheus").text()).contains("settlement_files_damaged 0.0");
	}

	@Test
	void folderThatIsALinkIsNotFollowed() throws Exception {
		Path folder = path.getParent();
		Path moved = folder.resolveSibling("moved");
		Files.move(folder, moved);
		try {
			Files.createSymbolicLink(folder, moved);
			assertDamaged(http.get(address), "over a link");
		}
		finally {
			Files.deleteIfExists(folder);
			Files.move(moved, folder);
		}
	}

	private static String status() {
		return http.get("/actuator/health").json().at("/components/files/status").asString();
	}

	private static void assertDamaged(Answer answer, String asked) {
		assertThat(answer.status()).as(asked + answer).isEqualTo(503);
		assertThat(answer.json().get("code").asString()).isEqualTo("FILE_DAMAGED");
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.header("Retry-After")).isNotEmpty();
		assertThat(answer.header("ETag")).isEmpty();
		assertThat(answer.header("Content-Disposition")).isEmpty();
	}

}
