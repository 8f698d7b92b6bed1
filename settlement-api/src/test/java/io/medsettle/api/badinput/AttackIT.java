package io.medsettle.api.badinput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.medsettle.api.benchmark.ClaimStream;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.EngineJar;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.RawCaller;
import io.medsettle.testing.Database;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The executable with half a gigabyte of heap, 20 attackers who send what stands in the
 * tables over HTTP and Kafka, each as fast as it gets answers, and 2,000 good claims a
 * second: all good claims are posted and cleared, and how long they took is told.
 */
@Tag("proof")
class AttackIT {

	private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("medsettle.proof.minutes", 2));

	private static final int HTTP_ATTACKERS = 12;

	private static final int KAFKA_ATTACKERS = 8;

	private static final int CLAIMS_PER_SECOND = 2_000;

	private static final int BATCHES_PER_SECOND = 20;

	private static final Duration CATCHING_UP_MAX = Duration.ofMinutes(5);

	private static final String LATENCIES = """
			select greatest(t.posted_at_ms, i.posted_at_ms) - t.accepted_at_ms
			from treatment_claim t
			join insured_claim i on i.clearing_day = t.clearing_day and i.insured_city = t.insured_city
			  and i.source_partition = t.source_partition and i.source_offset = t.source_offset""";

	private final ClaimStream stream = new ClaimStream();

	private final CountDownLatch enough = new CountDownLatch(1);

	private final LongAdder attacks = new LongAdder();

	private final List<BadEventSender> connections = new ArrayList<>();

	private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

	@Test
	void allGoodClaimsArePostedMeanwhile(@TempDir Path folder) throws Exception {
		Path data = folder.resolve("data");
		try (EngineJar engine = new EngineJar(data, List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"),
				Map.of("settlement.registry.cities", "classpath:registry/cities.csv", "settlement.registry.hospitals",
						"classpath:registry/hospitals.csv", "settlement.clearing.close-future-days", "true"))) {
			engine.start(Map.of());
			LocalDate day = engine.client().currentDay();
			List<Thread> senders = senders(engine, day);
			senders.forEach(Thread::start);
			this.enough.await(LENGTH.toSeconds(), TimeUnit.SECONDS);
			this.enough.countDown();
			for (Thread sender : senders) {
				sender.join();
			}
			this.connections.forEach(BadEventSender::close);
			assertThat(this.failures).isEmpty();
			assertCleared(engine, day);
			assertThat(engine.stop()).isEqualTo(143);
			assertThat(Files.readString(engine.log())).doesNotContain("OutOfMemoryError", "\tat ");
		}
		tell(data);
	}

	private List<Thread> senders(EngineJar engine, LocalDate day) {
		List<Thread> senders = new ArrayList<>();
		senders.add(new Thread(() -> send(engine.bootstrapServers())));
		RawCaller http = new RawCaller(engine.baseUrl());
		List<BadRequest> requests = new BadRequests(day.toString(), "2000-01-01", "none").rows();
		IntStream.range(0, HTTP_ATTACKERS)
			.forEach((seed) -> senders
				.add(attacker(seed, requests.size(), (row) -> request(http, requests.get((int) row)))));
		List<BadEvent> events = new BadEvents("2000-01-01").rows().stream().filter((event) -> !event.signed()).toList();
		IntStream.range(0, KAFKA_ATTACKERS).forEach((seed) -> {
			BadEventSender sender = new BadEventSender(engine.bootstrapServers(), null);
			this.connections.add(sender);
			senders.add(attacker(seed, events.size(), (row) -> sender.append(events.get((int) row), (int) row % 12)));
		});
		return senders;
	}

	private Thread attacker(int seed, int rows, LongConsumer attack) {
		Random random = new Random(seed);
		return new Thread(() -> {
			while (this.enough.getCount() > 0) {
				try {
					attack.accept(random.nextInt(rows));
					this.attacks.increment();
				}
				catch (RuntimeException ex) {
					this.failures.add(ex.toString());
				}
			}
		});
	}

	private void request(RawCaller http, BadRequest row) {
		RawCaller.RawAnswer answer = http.send(row.requestLine(), row.headers(), row.body());
		boolean later = answer.status() == 503 && !answer.header("Retry-After").isEmpty();
		if ((answer.status() == 0 || answer.status() >= 500) && !later) {
			this.failures.add(row + ": " + answer.text().lines().limit(12).toList());
		}
	}

	private void send(String bootstrapServers) {
		long start = System.nanoTime();
		try (KafkaProducer<byte[], byte[]> hospital = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers),
				new ByteArraySerializer(), new ByteArraySerializer())) {
			for (long batch = 1; this.enough.getCount() > 0; batch++) {
				this.stream.next(CLAIMS_PER_SECOND / BATCHES_PER_SECOND).forEach(hospital::send);
				this.enough.await(
						batch * TimeUnit.SECONDS.toNanos(1) / BATCHES_PER_SECOND - (System.nanoTime() - start),
						TimeUnit.NANOSECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void assertCleared(EngineJar engine, LocalDate day) {
		EngineClient client = engine.client();
		HttpCaller http = new HttpCaller(engine.baseUrl());
		await().atMost(CATCHING_UP_MAX)
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> client.get("/clearing-days/" + day).at("/counts/posted").asLong() == this.stream.claims());
		client.close(day);
		client.awaitPublished(day, CATCHING_UP_MAX);
		EngineClient.PublishedDay published = client.positions(day);
		assertThat(published.cleared()).isEqualTo(this.stream.claims());
		assertThat(published.obligations()).isEqualTo(this.stream.owedFen());
		// The engine verifies a published day by itself, and one at a time.
		Answer verified = await().atMost(CATCHING_UP_MAX)
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> http.call("POST", "/api/v1/clearing-days/" + day + "/verify"),
					(answer) -> answer.status() != 503);
		assertThat(verified.json().path("state").asString()).as(verified::toString).isEqualTo("HOLDS");
	}

	/**
	 * The engine notes when a batch begins to be posted; that is a few milliseconds
	 * before it is.
	 */
	private void tell(Path data) throws SQLException, IOException {
		String address = Database.chosen()
			.settings(data)
			.getOrDefault("spring.datasource.url", "jdbc:h2:file:" + data.resolve("h2").resolve("medsettle")
					+ ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;NON_KEYWORDS=DAY");
		LongStream.Builder latencies = LongStream.builder();
		try (Connection connection = DriverManager.getConnection(address);
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(LATENCIES)) {
			while (rows.next()) {
				latencies.add(rows.getLong(1));
			}
		}
		long[] sorted = latencies.build().sorted().toArray();
		assertThat(sorted).hasSize((int) this.stream.claims());
		System.out.printf(
				"%,d attacks and %,d good claims in %d s on %s: append to both books p50 %,d ms, p99 %,d ms, max %,d ms%n",
				this.attacks.sum(), this.stream.claims(), LENGTH.toSeconds(), Database.chosen(),
				sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)], Arrays.stream(sorted).max().orElse(0));
	}

}
