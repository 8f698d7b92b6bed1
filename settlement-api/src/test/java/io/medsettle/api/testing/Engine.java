package io.medsettle.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.medsettle.api.Medsettle;
import io.medsettle.testing.Database;

import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The real application, started inside the test's JVM on free ports: embedded broker on
 * disk under a data folder of the test's choice, and there too the embedded database,
 * unless tests run on another. Started again on the same folder, it goes on with what was
 * there.
 */
public final class Engine implements AutoCloseable {

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
