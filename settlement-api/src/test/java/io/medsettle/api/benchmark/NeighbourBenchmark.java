package io.medsettle.api.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medsettle.api.testing.EngineJar;
import io.medsettle.api.testing.Tokens;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import org.springframework.util.FileSystemUtils;

/**
 * Measures what one hospital's flood costs another, over HTTP and over Kafka, with and
 * without limits: {@code mvn -q verify -Pbenchmark -Dbenchmark=Neighbour}. The engine has
 * the roles {@code api} and {@code router}. Callers run on the same machine and take
 * their part of it, those of the flood too.
 */
public final class NeighbourBenchmark {

	private static final String NOISY = "H31000000001";

	private static final int FLOOD_CONNECTIONS = 32;

	private static final int ROUNDS = 2;

	private static final Duration WARM_UP = Duration.ofSeconds(15);

	private static final Duration ROUND = Duration.ofSeconds(10);

	/** Longer than what an organisation has kept lasts. */
	private static final Duration FLOODED_BEFORE = Duration.ofSeconds(15);

	private static final int NEIGHBOUR_PER_SECOND = 50;

	/** What is kept of it for a minute has to be used up before. */
	private static final int LIMIT_PER_SECOND = 60;

	private static final int INTAKE_CONNECTIONS = 16;

	private static final int TOKENS = 300;

	private static final Duration TOKENS_WITHIN = Duration.ofSeconds(10);

	private static final String SUBMITTED = "claims.submitted";

	private static final String ROUTED = "claims.routed.treatment";

	private static final String FLOOD_CLIENT = "flood";

	private static final double QUOTA_BYTES_PER_SECOND = 256 * 1024;

	private static final Pattern CLAIM_NO = Pattern.compile("\"claimNo\":\"([^\"]+)\"");

	private final Path folder = Path.of("target", "benchmark", "neighbour").toAbsolutePath();

	private final Measurements figures = new Measurements();

	private final GeneratedClaims claims = new GeneratedClaims();

	private NeighbourBenchmark() {
	}

	public static void main(String[] arguments) throws Exception {
		new NeighbourBenchmark().run();
	}

	private void run() throws Exception {
		FileSystemUtils.deleteRecursively(this.folder);
		Files.createDirectories(this.folder);
		try (EngineJar free = engine("free", 1_000_000); EngineJar limited = engine("limited", LIMIT_PER_SECOND)) {
			free.start(Map.of());
			limited.start(Map.of());
			http(new ClaimPoster(free.baseUrl(), this.claims), new ClaimPoster(limited.baseUrl(), this.claims));
			tokens(free.baseUrl(), new ClaimPoster(free.baseUrl(), this.claims));
			limited.stop();
			kafka(free.bootstrapServers());
		}
		this.figures.print(this.folder.resolveSibling("neighbour.json"));
	}

	private EngineJar engine(String name, int perSecond) {
		Map<String, String> settings = new LinkedHashMap<>();
		settings.put("settlement.roles", "api,router");
		settings.put("settlement.registry.cities", "classpath:registry/cities.csv");
		settings.put("settlement.registry.hospitals", "classpath:registry/hospitals.csv");
		// Nobody takes the legs here.
		settings.put("settlement.intake.backlog-age-limit", "1d");
		settings.put("settlement.intake.backlog-events-limit", String.valueOf(Long.MAX_VALUE));
		settings.put("settlement.limits.requests-per-second", String.valueOf(perSecond));
		settings.put("settlement.limits.tokens-per-minute", "1000000");
		return new EngineJar(this.folder.resolve(name),
				new HeapLog(this.folder.resolve("gc-" + name + ".log")).jvm(HeapLog.limit("768m")), settings);
	}

	private void http(ClaimPoster free, ClaimPoster limited) throws Exception {
		free.saturate(INTAKE_CONNECTIONS, WARM_UP);
		limited.saturate(INTAKE_CONNECTIONS, WARM_UP);
		Map<String, List<double[]>> measured = new LinkedHashMap<>();
		for (int round = 0; round < ROUNDS; round++) {
			add(measured, "alone", neighbour(free, 0, false));
			add(measured, "beside a flood, no limit", neighbour(free, FLOOD_CONNECTIONS, false));
			add(measured, "beside a flood, limit, heeded", neighbour(limited, FLOOD_CONNECTIONS, true));
			add(measured, "beside a flood, limit, not heeded", neighbour(limited, FLOOD_CONNECTIONS, false));
		}
		measured.forEach((name, rounds) -> latencies("HTTP, " + name, rounds));
	}

	private static void add(Map<String, List<double[]>> measured, String name, double[] latencies) {
		measured.computeIfAbsent(name, (unknown) -> new ArrayList<>()).add(latencies);
	}

	/** A hospital that is not the noisy one. */
	private double[] neighbour(ClaimPoster poster, int flooding, boolean heeds) throws Exception {
		try (ExecutorService flood = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < flooding; i++) {
				Future<?> unused = flood.submit(() -> poster.flood(NOISY, heeds));
			}
			EngineJar.pause((flooding > 0) ? FLOODED_BEFORE.toMillis() : 0);
			double[] latencies = poster.paced(NEIGHBOUR_PER_SECOND, ROUND, () -> this.claims.next("H31000000002"));
			flood.shutdownNow();
			return latencies;
		}
	}

	/** As many hospitals fetch their tokens while claims are taken. */
	private void tokens(String baseUrl, ClaimPoster poster) throws Exception {
		List<Double> parts = new ArrayList<>();
		List<double[]> latencies = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			double alone = poster.saturate(INTAKE_CONNECTIONS, TOKENS_WITHIN);
			try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
				Future<Double> intake = others.submit(() -> poster.saturate(INTAKE_CONNECTIONS, TOKENS_WITHIN));
				latencies.add(fetch(baseUrl, others));
				parts.add(intake.get() / alone);
			}
		}
		this.figures.putRatio("tokens: intake beside " + TOKENS + " in 10 s, part", Measurements.median(parts), 1);
		latencies("tokens", latencies);
	}

	private double[] fetch(String baseUrl, ExecutorService callers) throws InterruptedException, ExecutionException {
		List<String> hospitals = this.claims.hospitalCodes();
		List<Future<Double>> running = new ArrayList<>();
		for (int i = 0; i < TOKENS; i++) {
			String hospital = hospitals.get(i % hospitals.size());
			running.add(callers.submit(() -> {
				long startNanos = System.nanoTime();
				if (Tokens.fetch(baseUrl, hospital).isEmpty()) {
					throw new IllegalStateException("No token for " + hospital);
				}
				return (System.nanoTime() - startNanos) / 1e6;
			}));
			EngineJar.pause(TOKENS_WITHIN.toMillis() / TOKENS);
		}
		double[] millis = new double[TOKENS];
		for (int i = 0; i < TOKENS; i++) {
			millis[i] = running.get(i).get();
		}
		Arrays.sort(millis);
		return millis;
	}

	private void kafka(String bootstrapServers) throws Exception {
		try (Routed routed = new Routed(bootstrapServers);
				KafkaProducer<String, String> producer = producer(bootstrapServers, "neighbour");
				Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
			int noisy = partition(producer, NOISY);
			String same = hospital(producer, noisy, true);
			String other = hospital(producer, noisy, false);
			for (String[] phase : new String[][] { { "alone", "" }, { "beside a flood, no quota", "flood" },
					{ "beside a flood, quota of 256 KiB/s", "quota" } }) {
				quota(admin, phase[1].equals("quota") ? QUOTA_BYTES_PER_SECOND : null);
				Thread flood = Thread.ofPlatform().unstarted(() -> flood(bootstrapServers));
				if (!phase[1].isEmpty()) {
					flood.start();
					EngineJar.pause(2000);
				}
				Map<String, Long> sent = send(producer, List.of(same, other));
				flood.interrupt();
				flood.join();
				latencies("Kafka, same partition, " + phase[0], List.of(routed.millis(sent, same)));
				latencies("Kafka, another partition, " + phase[0], List.of(routed.millis(sent, other)));
			}
		}
	}

	private Map<String, Long> send(KafkaProducer<String, String> producer, List<String> hospitals) {
		Map<String, Long> sent = new LinkedHashMap<>();
		long endNanos = System.nanoTime() + ROUND.toNanos();
		while (System.nanoTime() - endNanos < 0) {
			for (String hospital : hospitals) {
				String claim = this.claims.next(hospital);
				Matcher number = CLAIM_NO.matcher(claim);
				if (!number.find()) {
					throw new IllegalStateException(claim);
				}
				sent.put(number.group(1), System.nanoTime());
				producer.send(new ProducerRecord<>(SUBMITTED, hospital, claim));
			}
			producer.flush();
			EngineJar.pause(1000 / NEIGHBOUR_PER_SECOND);
		}
		return sent;
	}

	private void flood(String bootstrapServers) {
		try (KafkaProducer<String, String> producer = producer(bootstrapServers, FLOOD_CLIENT)) {
			try {
				while (!Thread.currentThread().isInterrupted()) {
					producer.send(new ProducerRecord<>(SUBMITTED, NOISY, this.claims.next(NOISY)));
				}
			}
			catch (InterruptException ex) {
				// It was told to end.
			}
			// Else the producer would complain that it cannot end in order.
			boolean unused = Thread.interrupted();
		}
	}

	private static KafkaProducer<String, String> producer(String bootstrapServers, String clientId) {
		return new KafkaProducer<>(
				Map.of("bootstrap.servers", bootstrapServers, "client.id", clientId, "acks", "all", "linger.ms", 5),
				new StringSerializer(), new StringSerializer());
	}

	private static void quota(Admin admin, Double bytesPerSecond) throws Exception {
		admin.alterClientQuotas(List
			.of(new ClientQuotaAlteration(new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, FLOOD_CLIENT)),
					List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond)))))
			.all()
			.get();
	}

	private int partition(KafkaProducer<String, String> producer, String hospital) throws Exception {
		return producer.send(new ProducerRecord<>(SUBMITTED, hospital, this.claims.next(hospital))).get().partition();
	}

	private String hospital(KafkaProducer<String, String> producer, int partition, boolean same) throws Exception {
		for (String hospital : this.claims.hospitalCodes()) {
			if (!hospital.equals(NOISY) && (partition(producer, hospital) == partition) == same) {
				return hospital;
			}
		}
		throw new IllegalStateException("There is no such hospital.");
	}

	private void latencies(String name, List<double[]> rounds) {
		this.figures.put(name + ": p50 ms", median(rounds, 0.50));
		this.figures.put(name + ": p99 ms", median(rounds, 0.99));
		this.figures.put(name + ": max ms", median(rounds, 1));
	}

	private static double median(List<double[]> rounds, double part) {
		return Math
			.round(10 * Measurements
				.median(rounds.stream().map((sorted) -> sorted[(int) Math.ceil(part * sorted.length) - 1]).toList()))
				/ 10.0;
	}

	/**
	 * When the router has passed claims on.
	 */
	private static final class Routed implements AutoCloseable {

		private final Map<String, Long> seenNanos = new ConcurrentHashMap<>();

		private final KafkaConsumer<String, String> consumer;

		private final Thread reader;

		Routed(String bootstrapServers) {
			this.consumer = new KafkaConsumer<>(
					Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
					new StringDeserializer(), new StringDeserializer());
			List<TopicPartition> partitions = this.consumer.partitionsFor(ROUTED)
				.stream()
				.map((partition) -> new TopicPartition(ROUTED, partition.partition()))
				.toList();
			this.consumer.assign(partitions);
			this.consumer.seekToEnd(partitions);
			partitions.forEach(this.consumer::position);
			this.reader = Thread.ofPlatform().start(this::read);
		}

		private void read() {
			try {
				while (true) {
					this.consumer.poll(Duration.ofMillis(100)).forEach((leg) -> {
						Matcher number = CLAIM_NO.matcher(leg.value());
						if (number.find() && !number.group(1).startsWith(NOISY)) {
							this.seenNanos.put(number.group(1), System.nanoTime());
						}
					});
				}
			}
			catch (WakeupException ex) {
				this.consumer.close();
			}
		}

		/** Waits until all of a hospital's have been seen. */
		double[] millis(Map<String, Long> sentNanos, String hospital) {
			List<String> numbers = sentNanos.keySet().stream().filter((number) -> number.startsWith(hospital)).toList();
			while (!this.seenNanos.keySet().containsAll(numbers)) {
				EngineJar.pause(100);
			}
			return numbers.stream()
				.mapToDouble((number) -> (this.seenNanos.get(number) - sentNanos.get(number)) / 1e6)
				.sorted()
				.toArray();
		}

		@Override
		public void close() throws InterruptedException {
			this.consumer.wakeup();
			this.reader.join();
		}

	}

}
