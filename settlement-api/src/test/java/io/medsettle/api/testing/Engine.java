package io.medsettle.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.medsettle.api.Medsettle;
import io.medsettle.testing.Database;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The real application, started inside the test's JVM on free ports: embedded broker on
 * disk under a data folder of the test's choice, and there too the embedded database,
 * unless tests run on another. Started again on the same folder, it goes on with what was
 * there.
 */
public final class Engine implements AutoCloseable {

	private static final Duration READING_MAX = Duration.ofMinutes(1);

	private final ConfigurableApplicationContext context;

	private Engine(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** Starts an engine with the settings that suit most tests. */
	public static Engine start(Path dataDir) {
		return start(dataDir, Map.of());
	}

	/**
	 * Starts an engine and returns once it is ready.
	 * @param dataDir the data folder
	 * @param settings what differs from {@link #defaults(Path)}; names as in
	 * application.yaml
	 */
	public static Engine start(Path dataDir, Map<String, String> settings) {
		Map<String, String> all = defaults(dataDir);
		all.putAll(settings);
		String[] arguments = all.entrySet()
			.stream()
			.map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
			.toArray(String[]::new);
		return new Engine(Medsettle.application().run(arguments));
	}

	/**
	 * The settings of a test engine: the database that tests run on, free ports, the
	 * registry of the class path, events that nobody signs, and limits that fixtures with
	 * fixed dates never outgrow.
	 */
	public static Map<String, String> defaults(Path dataDir) {
		Map<String, String> settings = new LinkedHashMap<>(Database.chosen().settings(dataDir));
		// Its clients, and not its day.
		settings.put("spring.profiles.active", "demo");
		settings.put("settlement.demo.load", "false");
		settings.put("server.port", "0");
		settings.put("settlement.data-dir", dataDir.toString());
		settings.put("settlement.broker.port", String.valueOf(freePort()));
		// Tests keep connections they are done with.
		settings.put("settlement.intake.drain-time", "0s");
		settings.put("settlement.topics.partitions", "3");
		settings.put("settlement.registry.cities", "classpath:registry/cities.csv");
		settings.put("settlement.registry.hospitals", "classpath:registry/hospitals.csv");
		settings.put("settlement.signatures.required", "false");
		settings.put("settlement.claims.submission-limit", "36500d");
		settings.put("settlement.clearing.close-future-days", "true");
		return settings;
	}

	/** Such as {@code http://127.0.0.1:40123}, without a slash at the end. */
	public String baseUrl() {
		return "http://127.0.0.1:" + this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	/** What a Kafka client of the test connects to. */
	public String bootstrapServers() {
		return String.join(",", bean(KafkaConnectionDetails.class).getBootstrapServers());
	}

	/**
	 * All that a client of Kafka reads on a topic, each partition's events in order.
	 * @throws AssertionError if its end is not reached within a minute
	 */
	public List<ConsumerRecord<byte[], byte[]>> events(String topic) {
		try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
				Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", "read_committed"),
				new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
			List<TopicPartition> places = reader.partitionsFor(topic)
				.stream()
				.map((partition) -> new TopicPartition(topic, partition.partition()))
				.toList();
			reader.assign(places);
			reader.seekToBeginning(places);
			Map<TopicPartition, Long> ends = reader.endOffsets(places);
			List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
			Instant deadline = Instant.now().plus(READING_MAX);
			while (places.stream().anyMatch((place) -> reader.position(place) < ends.get(place))) {
				assertThat(Instant.now()).as("the end of " + topic).isBefore(deadline);
				reader.poll(Duration.ofMillis(100)).forEach(events::add);
			}
			return events;
		}
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	/** Stops the engine in order, as SIGTERM does. */
	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * A key file for processes that share a database and have a data folder each.
	 * @param folder where it is written
	 */
	public static String sharedKeyFile(Path folder) {
		try {
			return Files.writeString(folder.resolve("shared-key"), "0a".repeat(32)).toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A port on loopback that nothing listened on just now. */
	public static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
