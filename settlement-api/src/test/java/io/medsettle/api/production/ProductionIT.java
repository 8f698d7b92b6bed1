package io.medsettle.api.production;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.medsettle.api.broker.OutsideBroker;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.api.testing.Tokens;
import io.medsettle.testing.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The engines of the compose file, started as the image starts them, with the environment
 * that the compose file gives them: only the addresses are this machine's. Kafka and
 * PostgreSQL are real, and neither belongs to an engine.
 */
class ProductionIT {

	private static final Path JAR = Path.of("target", "settlement.jar").toAbsolutePath();

	private static final Duration READY_MAX = Duration.ofSeconds(90);

	private static final Duration NIGHT_MAX = Duration.ofSeconds(120);

	private static final int CLAIMS = 5;

	/** What a settlement of the sample clears: fund and account. */
	private static final long CLEARED_FEN = 80_000;

	/** What the JVM reports for a process ended by SIGTERM: 128 + 15. */
	private static final int TERMINATED = 143;

	/** Short lives beside others are worth neither the memory nor the second compiler. */
	private static final String JVM_OPTIONS = "-Xmx400m -XX:TieredStopAtLevel=1"
			+ " -Dcom.zaxxer.hikari.housekeeping.periodMs=1000";

	private final ImageFile image = ImageFile.read();

	private final Map<String, Process> processes = new LinkedHashMap<>();

	private final Map<String, Integer> ports = new LinkedHashMap<>();

	private final Map<String, Integer> managementPorts = new LinkedHashMap<>();

	@TempDir
	Path folder;

	@AfterEach
	void killTheRest() {
		this.processes.values().forEach(Process::destroyForcibly);
	}

	@Test
	@Timeout(400)
	void theProcessesOfTheComposeFileClearADayTogether() throws Exception {
		layImage();
		PostgresServer database = PostgresServer.shared();
		database.execute("create role medsettle login password 'of-the-test'");
		database.execute("create role medsettle_engine login password 'of-the-test'");
		database.execute("create database medsettle owner medsettle");
		try (OutsideBroker kafka = new OutsideBroker(this.folder.resolve("kafka"))) {
			for (Map.Entry<String, ComposeFile.Service> engine : ComposeFile.read().engines().entrySet()) {
				start(engine.getKey(), engine.getValue(), kafka.address(), database.address());
			}
			this.processes.keySet().forEach(this::awaitHealthy);
			clearADay(new EngineClient(url("front")));
			assertThat(metrics("front")).contains("medsettle.router").doesNotContain("medsettle.treatment-ledger");
			assertThat(metrics("ledgers")).contains("medsettle.treatment-ledger", "medsettle.insured-ledger")
				.doesNotContain("medsettle.router");
			await().atMost(READY_MAX).untilAsserted(() -> {
				assertThat(connections(database)).containsOnlyKeys("medsettle-front", "medsettle-ledgers")
					.allSatisfy((process, held) -> assertThat(held).as(process).isLessThanOrEqualTo(4));
			});
			this.processes.keySet().forEach(this::stop);
		}
		assertThat(this.folder.resolve("front")).isDirectoryRecursivelyContaining("glob:**/320500_*_summary_v1.csv");
		assertThat(this.folder.resolve("ledgers")).doesNotExist();
	}

	/** How many connections each process holds. */
	private static Map<String, Integer> connections(PostgresServer database) throws SQLException {
		Map<String, Integer> held = new HashMap<>();
		try (Connection connection = DriverManager.getConnection(database.url("medsettle"));
				ResultSet row = connection.createStatement()
					.executeQuery("select application_name, count(*) from pg_stat_activity"
							+ " where application_name like 'medsettle-%' group by application_name")) {
			while (row.next()) {
				held.put(row.getString(1), row.getInt(2));
			}
		}
		return held;
	}

	private void clearADay(EngineClient front) {
		LocalDate day = front.currentDay();
		String settledAt = DateTimeFormatter.ISO_OFFSET_DATE_TIME
			.format(OffsetDateTime.now(ZoneOffset.ofHours(8)).minusHours(1).truncatedTo(ChronoUnit.SECONDS));
		for (int i = 0; i < CLAIMS; i++) {
			String claim = SampleClaim.settlement().put("settledAt", settledAt).toString();
			assertThat(front.postClaimAndWait(claim).get("status").asString()).isEqualTo("POSTED");
		}
		front.close(day);
		front.awaitPublished(day, NIGHT_MAX);
		EngineClient.PublishedDay published = front.positions(day);
		assertThat(published.claims()).containsExactly(Map.entry("320500→310000", (long) CLAIMS));
		assertThat(published.net()).containsEntry("310000", CLAIMS * CLEARED_FEN)
			.containsEntry("320500", -CLAIMS * CLEARED_FEN);
		assertThat(front.files(day)).isNotEmpty();
	}

	/** Does what the instructions of the image do. */
	private void layImage() throws Exception {
		List<String> extraction = new ArrayList<>(this.image.extraction());
		extraction.replaceAll((word) -> switch (word) {
			case "java" -> java();
			case "settlement.jar" -> JAR.toString();
			case "/layers" -> this.folder.resolve("layers").toString();
			default -> word;
		});
		assertThat(new ProcessBuilder(extraction).redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("extraction.log").toFile())
			.start()
			.waitFor()).isZero();
		Path workingFolder = Files.createDirectory(this.folder.resolve("image"));
		for (String layer : this.image.layers()) {
			FileSystemUtils.copyRecursively(this.folder.resolve(layer.substring(1)), workingFolder);
		}
	}

	private void start(String name, ComposeFile.Service service, String kafka, String database) throws IOException {
		Path secrets = Files.createDirectories(this.folder.resolve(name + "-secrets"));
		for (String secret : service.secretFiles()) {
			Files.writeString(secrets.resolve(secret), content(secret));
		}
		int port = Engine.freePort();
		int managementPort = Engine.freePort();
		List<String> command = new ArrayList<>(this.image.entrypoint());
		command.replaceAll((word) -> word.equals("java") ? java() : word);
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.resolve("image").toFile())
			.redirectOutput(log(name).toFile())
			.redirectError(this.folder.resolve(name + ".err").toFile());
		Map<String, String> environment = builder.environment();
		environment.keySet().removeIf((variable) -> variable.matches("(SPRING|SETTLEMENT|SERVER|LOGGING)_.*"));
		service.environment()
			.forEach((variable, value) -> environment.put(variable,
					value.replace("kafka:9092", kafka)
						.replace("database:5432", database)
						.replace("/run/secrets/", secrets + "/")));
		// Its clients, and not its day.
		environment.put("SPRING_PROFILES_ACTIVE", environment.get("SPRING_PROFILES_ACTIVE") + ",demo");
		environment.put("SETTLEMENT_DEMO_LOAD", "false");
		environment.put("HOSTNAME", name);
		environment.put("SETTLEMENT_DATADIR", this.folder.resolve(name).toString());
		// The shortest there is.
		environment.put("SPRING_DATASOURCE_HIKARI_IDLETIMEOUT", "10000");
		environment.put("SERVER_PORT", String.valueOf(port));
		assertThat(environment).containsKey("MANAGEMENT_SERVER_PORT");
		environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(managementPort));
		environment.put("JDK_JAVA_OPTIONS", JVM_OPTIONS);
		this.ports.put(name, port);
		this.managementPorts.put(name, managementPort);
		this.processes.put(name, builder.start());
	}

	private static String content(String secret) {
		if (secret.endsWith("-key")) {
			return "0a".repeat(32);
		}
		return secret.endsWith("operator-password") ? "the-operator-of-the-test\n" : "of-the-test\n";
	}

	private void awaitHealthy(String name) {
		await().atMost(READY_MAX)
			.pollInterval(Duration.ofMillis(200))
			.until(() -> isHealthy(name) || !process(name).isAlive());
		assertThat(process(name).isAlive()).as(() -> name + ":\n" + said(name)).isTrue();
	}

	private boolean isHealthy(String name) throws Exception {
		ProcessBuilder check = new ProcessBuilder(this.image.healthCheck()).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD);
		check.environment().put("SERVER_PORT", String.valueOf(this.ports.get(name)));
		check.environment().put("MANAGEMENT_SERVER_PORT", String.valueOf(this.managementPorts.get(name)));
		return check.start().waitFor() == 0;
	}

	private String metrics(String name) {
		// Tokens are issued where the role api is, and count everywhere.
		String token = Tokens.of(url("front"), "operator");
		return new HttpCaller("http://127.0.0.1:" + this.managementPorts.get(name))
			.get("/actuator/prometheus", "Authorization", token)
			.text()
			.lines()
			.filter((line) -> line.startsWith("settlement_listener_running"))
			.reduce("", String::concat);
	}

	private String url(String name) {
		return "http://127.0.0.1:" + this.ports.get(name);
	}

	private void stop(String name) {
		Process process = process(name);
		process.destroy();
		try {
			assertThat(process.waitFor(READY_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		assertThat(process.exitValue()).isEqualTo(TERMINATED);
		assertThat(said(name)).contains("profile production", "Database ready: PostgreSQL")
			.doesNotContain(" WARN ", " ERROR ", "WARNING");
	}

	private Process process(String name) {
		return this.processes.get(name);
	}

	private Path log(String name) {
		return this.folder.resolve(name + ".log");
	}

	private String said(String name) {
		try (Stream<String> lines = Files.lines(log(name))) {
			return String.join("\n", lines.toList()) + "\n" + Files.readString(this.folder.resolve(name + ".err"));
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

}
