package io.medsettle.api.flow;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.Relay;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.registry.RegistryCsv;
import io.medsettle.testing.Database;
import io.medsettle.testing.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An engine whose PostgreSQL goes away, or does not get on.
 */
class OutageIT {

	private static final Duration WITHIN = Duration.ofSeconds(30);

	@TempDir
	static Path folder;

	private static String database;

	private static Relay relay;

	private static Engine engine;

	private static HttpCaller http;

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeAll
	static void start() {
		PostgresServer server = PostgresServer.shared();
		database = Database.POSTGRESQL.create();
		relay = new Relay(server.port());
		engine = Engine.start(folder,
				Map.of("spring.datasource.url", database.replace(server.address(), "127.0.0.1:" + relay.port()),
						"spring.datasource.hikari.connection-timeout", "3000"));
		http = new HttpCaller(engine.baseUrl());
	}

	@AfterAll
	static void stop() {
		engine.close();
		relay.close();
	}

	@BeforeEach
	void listen() {
		this.log.start();
		root().addAppender(this.log);
	}

	@AfterEach
	void stopListening() {
		root().detachAppender(this.log);
	}

	@Test
	void lockedTablesKeepACallerNoLongerThanItsTime() throws Exception {
		CompletableFuture<Timed> lookUp;
		ObjectNode claim = SampleClaim.settlement();
		try (Connection other = DriverManager.getConnection(database); Statement lock = other.createStatement()) {
			other.setAutoCommit(false);
			lock.execute("lock table treatment_identity in access exclusive mode");
			lookUp = CompletableFuture.supplyAsync(() -> timed(() -> http.get(location(claim))));

			Timed waited = timed(() -> http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=3"));
			assertThat(waited.answer().status()).as(waited::toString).isEqualTo(202);
			assertThat(waited.time()).isBetween(Duration.ofMillis(2900), Duration.ofMillis(4500));
			Timed found = lookUp.join();
			assertThat(found.answer().status()).as(found::toString).isEqualTo(503);
			assertThat(found.answer().header("Retry-After")).isNotEmpty();
			assertThat(found.time()).isLessThan(Duration.ofSeconds(13));
		}
		awaitPosted(claim);
		assertThat(said()).noneMatch((event) -> event.getThrowableProxy() != null)
			.anyMatch((event) -> event.getFormattedMessage().contains("did not serve in time"));
	}

	@Test
	void aDatabaseThatGoesIsToldInOneLineAndItsReturnInAnother() throws Exception {
		ObjectNode claim = SampleClaim.settlement();
		CompletableFuture<Timed> waiting;
		try (Connection other = DriverManager.getConnection(database); Statement lock = other.createStatement()) {
			other.setAutoCommit(false);
			lock.execute("lock table treatment_identity in access exclusive mode");
			waiting = CompletableFuture
				.supplyAsync(() -> timed(() -> http.post("/api/v1/claims", claim.toString(), "Prefer", "wait=20")));
			Thread.sleep(1000);
			relay.cut();
			assertThat(waiting.join().answer().status()).as(() -> waiting.join().toString()).isEqualTo(202);
		}
		Answer lookUp = http.get(location(claim));
		assertThat(lookUp.status()).as(lookUp::toString).isEqualTo(503);
		assertThat(lookUp.header("Retry-After")).isNotEmpty();
		assertThat(lookUp.text()).doesNotContain("Exception");
		assertThat(http.get("/actuator/health/readiness").status()).isEqualTo(503);
		Answer later = http.post("/api/v1/claims", SampleClaim.settlement().toString(), "Prefer", "wait=1");
		assertThat(later.status()).as(later::toString).isEqualTo(202);
		Thread.sleep(3000);

		relay.restore();
		awaitPosted(claim);
		await().atMost(WITHIN).until(() -> said().size() > 1);
		Thread.sleep(2000);
		assertThat(said()).extracting(ILoggingEvent::getFormattedMessage).satisfiesExactly((away) -> {
			assertThat(away).startsWith("The database does not answer: ");
		}, (back) -> assertThat(back).startsWith("The database answers again after "));
		assertThat(said()).noneMatch((event) -> event.getThrowableProxy() != null);
	}

	@Test
	void twoProcessesLoadTheRegistryAtTheSameMoment() throws Exception {
		RegistryStore registry = engine.bean(RegistryStore.class);
		List<City> cities = read("registry/cities.csv", RegistryCsv::readCities);
		List<Hospital> hospitals = read("registry/hospitals.csv", RegistryCsv::readHospitals);
		List<Future<?>> loads = new ArrayList<>();
		try (ExecutorService processes = Executors.newFixedThreadPool(4)) {
			for (int i = 0; i < 8; i++) {
				loads.add(processes.submit(() -> registry.replace(cities, hospitals)));
			}
		}
		for (Future<?> load : loads) {
			load.get();
		}
	}

	private static <T> List<T> read(String name, BiFunction<Reader, String, List<T>> format) throws IOException {
		try (Reader lines = new InputStreamReader(new ClassPathResource(name).getInputStream(),
				StandardCharsets.UTF_8)) {
			return format.apply(lines, name);
		}
	}

	private void awaitPosted(ObjectNode claim) {
		await().atMost(WITHIN).untilAsserted(() -> {
			Answer found = http.get(location(claim));
			assertThat(found.status()).as(found::toString).isEqualTo(200);
			assertThat(found.json().get("status").asString()).isEqualTo("POSTED");
		});
	}

	private List<ILoggingEvent> said() {
		return List.copyOf(this.log.list)
			.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(Level.WARN))
			.toList();
	}

	private static String location(ObjectNode claim) {
		return "/api/v1/claims/" + claim.get("hospitalCode").asString() + "/" + claim.get("claimNo").asString();
	}

	private static Logger root() {
		return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
	}

	private static Timed timed(Supplier<Answer> call) {
		long begin = System.nanoTime();
		Answer answer = call.get();
		return new Timed(answer, Duration.ofNanos(System.nanoTime() - begin));
	}

	/** An answer, and how long it took. */
	private record Timed(Answer answer, Duration time) {
	}

}
