package io.medsettle.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.medsettle.testing.Database;

import org.springframework.util.FileSystemUtils;

/**
 * The executable jar in a process of its own, so that it can be killed. Keeps its ports
 * and its database over restarts.
 */
public final class EngineJar implements AutoCloseable {

	private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private static final Path JAR = Path.of("target", "settlement.jar").toAbsolutePath();

	private static final Path UNPACKED = Path.of("target", "unpacked").toAbsolutePath();

	private static final Duration READY_MAX = Duration.ofSeconds(90);

	private static final Duration STOP_MAX = Duration.ofSeconds(30);

	private static Path unpacked;

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<String> program;

	private final Path dataDir;

	private final List<String> jvmArguments;

	private final Map<String, String> settings;

	private final int serverPort = freePort();

	private final int brokerPort = freePort();

	private Process process;

	/**
	 * @param dataDir the data folder; the log of the process goes beside it
	 * @param jvmArguments such as {@code -Xmx512m}
	 * @param settings names as in application.yaml
	 */
	public EngineJar(Path dataDir, List<String> jvmArguments, Map<String, String> settings) {
		this(List.of("-jar", JAR.toString()), dataDir, jvmArguments, settings);
	}

	/**
	 * Something else in the place of the jar, which understands the same settings.
	 * @param program what stands behind the JVM's own arguments, such as a main class
	 */
	public EngineJar(List<String> program, Path dataDir, List<String> jvmArguments, Map<String, String> settings) {
		this.program = List.copyOf(program);
		this.dataDir = dataDir;
		this.jvmArguments = List.copyOf(jvmArguments);
		this.settings = Map.copyOf(settings);
	}

	/**
	 * One that starts in half the time, for tests that start it again and again: from the
	 * unpacked jar, with the classes that the first one to stop has archived, and without
	 * the second compiler, which is not worth it in a short life. Its callers keep
	 * connections they are done with.
	 */
	public static EngineJar startedOften(Path dataDir, Map<String, String> settings) {
		Map<String, String> all = new HashMap<>(settings);
		all.put("settlement.intake.drain-time", "0s");
		return new EngineJar(List.of("-jar", unpacked().toString()), dataDir,
				List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+AutoCreateSharedArchive",
						"-XX:SharedArchiveFile=" + UNPACKED.resolve("classes.jsa")),
				all);
	}

	private static synchronized Path unpacked() {
		try {
			if (unpacked == null) {
				FileSystemUtils.deleteRecursively(UNPACKED);
				int status = new ProcessBuilder(JAVA, "-Djarmode=tools", "-jar", JAR.toString(), "extract",
						"--destination", UNPACKED.toString())
					.inheritIO()
					.start()
					.waitFor();
				if (status != 0) {
					throw new IllegalStateException("The jar could not be unpacked: status " + status + ".");
				}
				unpacked = UNPACKED.resolve(JAR.getFileName());
			}
			return unpacked;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Starts the process with some settings more and returns once it is ready.
	 * @return how long that took
	 */
	public Duration start(Map<String, String> more) {
		long start = System.nanoTime();
		List<String> command = new ArrayList<>();
		command.add(JAVA);
		command.addAll(this.jvmArguments);
		command.addAll(this.program);
		command.addAll(List.of("--server.port=" + this.serverPort, "--settlement.broker.port=" + this.brokerPort,
				"--settlement.data-dir=" + this.dataDir));
		Map<String, String> all = new LinkedHashMap<>(Database.chosen().settings(this.dataDir));
		all.put("settlement.signatures.required", "false");
		all.putAll(this.settings);
		all.putAll(more);
		if (all.putIfAbsent("spring.profiles.active", "demo") == null) {
			// Its clients, and not its day.
			all.put("settlement.demo.load", "false");
		}
		all.forEach((name, value) -> command.add("--" + name + "=" + value));
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		awaitReady(start);
		return Duration.ofNanos(System.nanoTime() - start);
	}

	public String baseUrl() {
		return "http://127.0.0.1:" + this.serverPort;
	}

	/** What a Kafka client of the test connects to. */
	public String bootstrapServers() {
		return "127.0.0.1:" + this.brokerPort;
	}

	public EngineClient client() {
		return new EngineClient(baseUrl());
	}

	/** Where the process writes what it has to say. */
	public Path log() {
		return this.dataDir.resolveSibling(this.dataDir.getFileName() + ".log");
	}

	public Process process() {
		return this.process;
	}

	/** Ends the process at once, as {@code kill -9} does. */
	public void kill() {
		this.process.destroyForcibly();
		awaitEnd();
	}

	/** Ends the process as an operator does, and returns its exit status. */
	public int stop() {
		this.process.destroy();
		awaitEnd();
		return this.process.exitValue();
	}

	@Override
	public void close() {
		if (this.process != null && this.process.isAlive()) {
			kill();
		}
	}

	private void awaitReady(long start) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl() + "/actuator/health"))
			.timeout(Duration.ofSeconds(5))
			.build();
		while (System.nanoTime() - start < READY_MAX.toNanos()) {
			if (!this.process.isAlive()) {
				throw new IllegalStateException(
						"The engine ended with status " + this.process.exitValue() + ":\n" + tailOfLog());
			}
			try {
				if (this.http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
					return;
				}
			}
			catch (IOException ex) {
				// Not yet.
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
			pause(50);
		}
		throw new IllegalStateException("The engine is not ready after " + READY_MAX + ":\n" + tailOfLog());
	}

	private void awaitEnd() {
		try {
			if (!this.process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
				throw new IllegalStateException("The engine did not stop within " + STOP_MAX + ".");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private String tailOfLog() {
		try {
			List<String> lines = Files.readAllLines(log());
			return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	/** Sleeps; for callers that wait for the process. */
	public static void pause(long ms) {
		try {
			Thread.sleep(ms);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
