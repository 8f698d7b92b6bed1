package io.medsettle.api.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.medsettle.api.testing.DayClosing;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.FileDamage;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.RawCaller;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.SharedEngine;
import io.medsettle.core.claim.Sha256;
import io.medsettle.core.settings.SettlementSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.simple.JdbcClient;

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

	/** More than lies between an engine that sends and a caller that reads little. */
	private static final int LARGE_BYTES = 64 * 1024 * 1024;

	private static final int ANSWER_TIMEOUT_MS = 30_000;

	private static HttpCaller http;

	private static RawCaller raw;

	private static JdbcClient jdbc;

	private static String address;

	private static Path path;

	private static byte[] published;

	private static String tag;

	private static long length;

	@BeforeAll
	static void closeADay(Engine engine) throws Exception {
		http = new HttpCaller(engine.baseUrl());
		raw = new RawCaller(engine.baseUrl());
		jdbc = engine.bean(JdbcClient.class);
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

	@Test
	void answerOfAFileThatIsCutMeanwhileEndsWithTheConnection() throws Exception {
		byte[] large = new byte[LARGE_BYTES];
		Arrays.fill(large, (byte) '0');
		publish(large);
		try (Socket socket = raw.connect()) {
			socket.setReceiveBufferSize(4096);
			socket.setSoTimeout(ANSWER_TIMEOUT_MS);
			String request = "GET " + address + " HTTP/1.1\r\nHost: " + raw.authority() + "\r\n"
					+ raw.authorization("GET " + address, new byte[0]) + "\r\n";
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			InputStream answer = socket.getInputStream();
			String begun = new String(answer.readNBytes(1024), StandardCharsets.US_ASCII);
			assertThat(begun).startsWith("HTTP/1.1 200 ").containsIgnoringCase("Content-Length: " + LARGE_BYTES);
			FileDamage.CUT.doTo(path);
			assertThat(bytesUntilTheEnd(answer)).isLessThanOrEqualTo(LARGE_BYTES / 2);
			assertDamaged(http.get(address), "once it is cut");
		}
		finally {
			publish(published);
			http.get(address);
		}
	}

	/**
	 * Has these bytes be what was published.
	 */
	private static void publish(byte[] bytes) throws IOException {
		Files.write(path, bytes);
		jdbc.sql("update clearing_file set size_bytes = ?, sha256 = ? where name = ?")
			.params(bytes.length, Sha256.of(bytes), path.getFileName().toString())
			.update();
	}

	private static long bytesUntilTheEnd(InputStream answer) throws IOException {
		long bytes = 0;
		byte[] buffer = new byte[64 * 1024];
		try {
			for (int read = answer.read(buffer); read >= 0; read = answer.read(buffer)) {
				bytes += read;
			}
		}
		catch (SocketTimeoutException ex) {
			throw new AssertionError("The answer hangs after " + bytes + " bytes.", ex);
		}
		catch (SocketException ex) {
			// Cut off rather than closed: an end as well.
		}
		return bytes;
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
