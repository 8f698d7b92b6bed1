package io.medsettle.api.startup;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.Relay;
import io.medsettle.core.kafka.Topics;
import io.medsettle.testing.Database;
import io.medsettle.testing.PostgresServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The executable jar as an operator starts it and ends it.
 */
class ProcessIT {

	private static final Path JAR = Path.of("target", "settlement.jar").toAbsolutePath();

	/** Short lives are not worth the second compiler. */
	private static final List<String> JAVA = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR.toString());

	private static final Duration READY_MAX = Duration.ofSeconds(120);

	private static final Duration END_MAX = Duration.ofSeconds(60);

	/** What the JVM reports for a process ended by SIGTERM: 128 + 15. */
	private static final int TERMINATED = 143;

	@TempDir
	Path folder;

	private final int httpPort = Engine.freePort();

	private final int brokerPort = Engine.freePort();

	private final List<Process> started = new ArrayList<>();

	@AfterEach
	void killTheRest() {
		this.started.forEach(Process::destroyForcibly);
	}

	@Test
	void startsQuietlyKeepsItsFolderToItselfAndSurvivesAKill() throws Exception {
		Path data = this.folder.resolve("data");
		Process first = start("first", data, this.httpPort, this.brokerPort);
		awaitReady(first, "first");
		RecordMetadata appended = append();

		Process second = start("second", data, Engine.freePort(), Engine.freePort());
		Process verify = startCommand("verify", "verify", "--day=2026-11-20", "--settlement.data-dir=" + data);
		Process help = startCommand("help", "--help");
		Process version = startCommand("version", "--version");
		Process mistyped = startCommand("mistyped", "verfy");
		Process third = start("third", this.folder.resolve("other"), this.httpPort, Engine.freePort());
		assertThat(failureOf(second, "second")).isEqualTo("medsettle: The data folder " + data
				+ " (settlement.data-dir) is in use by another process (process " + first.pid() + ")");
		assertThat(statusOf(verify)).isEqualTo(1);
		assertThat(error("verify")).containsExactly(
				"medsettle: The data folder " + data + " (settlement.data-dir) is in use by another process (process "
						+ first.pid() + "): ask the engine itself, by POST /api/v1/clearing-days/{day}/verify");
		assertThat(output("verify")).isEmpty();
		assertThat(statusOf(help)).isZero();
		assertThat(output("help")).anyMatch((line) -> line.strip().startsWith("verify "));
		assertThat(statusOf(version)).isZero();
		assertThat(output("version")).singleElement().asString().startsWith("medsettle 0.1.0");
		assertThat(statusOf(mistyped)).isEqualTo(2);
		assertThat(output("mistyped")).isEmpty();
		assertThat(error("mistyped")).containsExactly(
				"medsettle: verfy is neither a command nor a setting (--NAME=VALUE): --help says what there is");
		assertThat(failureOf(third, "third")).isEqualTo(taken(this.httpPort, "server.port"));
		Process fourth = start("fourth", this.folder.resolve("other"), Engine.freePort(), this.brokerPort);
		assertThat(failureOf(fourth, "fourth")).isEqualTo(taken(this.brokerPort, "settlement.broker.port"));

		assertThat(output("first")).noneMatch(ProcessIT::complains);
		first.destroyForcibly().waitFor();
		Process next = start("next", data, this.httpPort, this.brokerPort, "start");
		awaitReady(next, "next");
		assertThat(endOf(new TopicPartition(appended.topic(), appended.partition()))).isGreaterThan(appended.offset());

		next.destroy();
		assertThat(next.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(next.exitValue()).isEqualTo(TERMINATED);
		assertThat(output("next")).noneMatch(ProcessIT::complains)
			.anyMatch((line) -> line.contains("Broker ready at 127.0.0.1:" + this.brokerPort))
			.anyMatch((line) -> line.contains("Database ready: H2"))
			.anyMatch((line) -> line.contains("HTTP at http://localhost:" + this.httpPort + "/"))
			.last()
			.asString()
			.contains("Broker stopped");
		assertThat(output("next")).hasSizeLessThan(20);
		assertThat(error("next")).isEmpty();
	}

	@Test
	void saysInOneLineWhatIsWrong() throws Exception {
		Path cities = Files.writeString(this.folder.resolve("cities.csv"), """
				city_code,name_zh,name_en,province_code,metro_circle,population_10k
				320500,苏州,Suzhou,320000,TRUE,1075
				310000,上海,Shanghai,310000,TRUE,2428
				""", Charset.forName("GBK"));

		Process registry = startAnother("registry", "--settlement.registry.cities=file:" + cities,
				"--settlement.registry.hospitals=classpath:registry/hospitals.csv");
		Process kafka = startAnother("kafka", "--settlement.broker.embedded=false",
				"--spring.kafka.bootstrap-servers=127.0.0.1:" + this.brokerPort);
		Process database = startAnother("database",
				"--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + this.httpPort + "/medsettle?password=hunter2");

		assertThat(failureOf(registry, "registry"))
			.isEqualTo("medsettle: The registry (settlement.registry) is not usable: file:" + cities
					+ " cannot be read: line 2 is not UTF-8: save the file as UTF-8");
		assertThat(failureOf(kafka, "kafka"))
			.isEqualTo("medsettle: Kafka (spring.kafka.bootstrap-servers) cannot be reached: 127.0.0.1:"
					+ this.brokerPort + " says: Connection refused");
		assertThat(failureOf(database, "database"))
			.startsWith("medsettle: The database jdbc:postgresql://127.0.0.1:" + this.httpPort
					+ "/medsettle (spring.datasource.url) cannot be opened: ")
			.doesNotContain("hunter2");
	}

	@Test
	void saysInOneLineThatTheDatabaseWentWhileItStarted() throws Exception {
		PostgresServer server = PostgresServer.shared();
		try (Relay going = new Relay(server.port())) {
			// In the middle of the migrations.
			going.cutAfter(10_000);
			Process start = startAnother("going",
					"--spring.datasource.url="
							+ Database.POSTGRESQL.create().replace(server.address(), "127.0.0.1:" + going.port()),
					"--spring.datasource.hikari.connection-timeout=2000");

			assertThat(failureOf(start, "going"))
				.startsWith("medsettle: The database jdbc:postgresql://127.0.0.1:" + going.port());
		}
	}

	private static boolean complains(String line) {
		return line.contains(" ERROR ") || line.contains(" WARN ");
	}

	private static String taken(int port, String setting) {
		return "medsettle: Port " + port + " (" + setting
				+ ") is taken by another process: stop it or choose another port";
	}

	private Process start(String name, Path data, int httpPort, int brokerPort, String... more) throws IOException {
		List<String> command = new ArrayList<>(JAVA);
		command.addAll(List.of("--server.port=" + httpPort, "--settlement.broker.port=" + brokerPort,
				"--settlement.data-dir=" + data, "--settlement.topics.partitions=2",
				"--settlement.calendar.holidays=" + Year.now() + "-01-01"));
		command.addAll(List.of(more));
		return start(name, command);
	}

	/** Starts an engine with a data folder and ports that nobody else has. */
	private Process startAnother(String name, String... more) throws IOException {
		return start(name, this.folder.resolve(name), Engine.freePort(), Engine.freePort(), more);
	}

	/** Starts a command of the jar. */
	private Process startCommand(String name, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(JAVA);
		command.addAll(List.of(arguments));
		return start(name, command);
	}

	private Process start(String name, List<String> command) throws IOException {
		Process process = new ProcessBuilder(command).directory(this.folder.toFile())
			.redirectOutput(outputFile(name).toFile())
			.redirectError(errorFile(name).toFile())
			.start();
		this.started.add(process);
		return process;
	}

	private void awaitReady(Process process, String name) {
		await().atMost(READY_MAX)
			.pollInterval(Duration.ofMillis(100))
			.until(() -> !process.isAlive() || output(name).stream().anyMatch((line) -> line.contains("Ready as ")));
		assertThat(process.isAlive()).as("%s %s", name, this.folder).isTrue();
	}

	/** The one line of a process that must not come up. */
	private String failureOf(Process process, String name) throws Exception {
		assertThat(statusOf(process)).as(name).isEqualTo(1);
		assertThat(output(name)).noneMatch(ProcessIT::complains);
		assertThat(error(name)).hasSize(1);
		return error(name).getFirst();
	}

	private static int statusOf(Process process) throws InterruptedException {
		assertThat(process.waitFor(READY_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
		return process.exitValue();
	}

	private RecordMetadata append() throws Exception {
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(servers(), new StringSerializer(),
				new StringSerializer())) {
			return producer.send(new ProducerRecord<>(Topics.CLAIMS_SUBMITTED, "H31000000001", "no claim"))
				.get(30, TimeUnit.SECONDS);
		}
	}

	private long endOf(TopicPartition partition) throws Exception {
		try (Admin admin = Admin.create(servers())) {
			return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
				.partitionResult(partition)
				.get(30, TimeUnit.SECONDS)
				.offset();
		}
	}

	private Map<String, Object> servers() {
		return Map.of("bootstrap.servers", "127.0.0.1:" + this.brokerPort);
	}

	private List<String> output(String name) throws IOException {
		return Files.readAllLines(outputFile(name));
	}

	private List<String> error(String name) throws IOException {
		return Files.readAllLines(errorFile(name));
	}

	private Path outputFile(String name) {
		return this.folder.resolve(name + ".out");
	}

	private Path errorFile(String name) {
		return this.folder.resolve(name + ".err");
	}

}
