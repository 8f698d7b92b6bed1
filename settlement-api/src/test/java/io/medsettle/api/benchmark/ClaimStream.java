package io.medsettle.api.benchmark;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimEncoder;
import io.medsettle.core.claim.ClaimKind;
import io.medsettle.core.registry.City;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.registry.RegistryCsv;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import org.springframework.core.io.ClassPathResource;

/**
 * Visits of the delta's residents outside their cities, as many as wanted and always the
 * same, numbered by each hospital in order. Adds up by itself what each city owes, so
 * that the books can be held to it.
 */
public final class ClaimStream {

	private static final int PERSONS = 50_000;

	/** How many claims of a hundred are reversals; none unless it is said. */
	private static final int REVERSALS_PERCENT = Integer.getInteger("benchmark.reversals", 0);

	/** So many reversals later a claim is taken back. */
	private static final int REVERSED_AFTER = 100;

	private final Random random = new Random(20250101);

	private final ClaimEncoder encoder = new ClaimEncoder();

	private final List<City> cities;

	private final List<Hospital> hospitals;

	private final Map<String, String> cityByHospital = new HashMap<>();

	private final Map<String, Long> owedFen = new TreeMap<>();

	private final ArrayDeque<Claim> toBeReversed = new ArrayDeque<>();

	private long claims;

	public ClaimStream() {
		this.cities = RegistryCsv.readCities(open("registry/cities.csv"), "cities.csv");
		this.hospitals = RegistryCsv.readHospitals(open("registry/hospitals.csv"), "hospitals.csv");
	}

	/**
	 * The next claims as events, made beforehand so that making them costs no one time.
	 */
	public List<ProducerRecord<byte[], byte[]>> next(int count) {
		List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>(count);
		for (int number = 0; number < count; number++) {
			Claim claim = next();
			events.add(new ProducerRecord<>("claims.submitted", claim.hospitalCode().getBytes(StandardCharsets.UTF_8),
					this.encoder.encode(claim)));
		}
		return events;
	}

	List<String> hospitalCodes() {
		return this.hospitals.stream().map(Hospital::code).toList();
	}

	List<Claim> nextClaims(int count) {
		return Stream.generate(this::next).limit(count).toList();
	}

	/** The city of a hospital, by its code. */
	String cityOf(String hospitalCode) {
		return this.cityByHospital.computeIfAbsent(hospitalCode,
				(code) -> this.hospitals.stream()
					.filter((hospital) -> hospital.code().equals(code))
					.findFirst()
					.orElseThrow()
					.cityCode());
	}

	/** Appends events to Kafka and returns when they are durable. */
	static void append(String bootstrapServers, List<ProducerRecord<byte[], byte[]>> events) {
		AtomicReference<Exception> failure = new AtomicReference<>();
		Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 20,
				"batch.size", 256 * 1024, "compression.type", "lz4", "max.in.flight.requests.per.connection", 1);
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, new ByteArraySerializer(),
				new ByteArraySerializer())) {
			events.forEach((event) -> producer.send(event, (metadata, ex) -> failure.compareAndSet(null, ex)));
			producer.flush();
		}
		if (failure.get() != null) {
			throw new IllegalStateException("Kafka did not take the claims.", failure.get());
		}
	}

	/** How many claims there were so far. */
	public long claims() {
		return this.claims;
	}

	/** What {@code insured→treatment} cities owe for all claims so far, in fen. */
	public Map<String, Long> owedFen() {
		return this.owedFen;
	}

	private Claim next() {
		if (REVERSALS_PERCENT == 0) {
			return settlement();
		}
		boolean turn = (this.claims + 1) % (100 / REVERSALS_PERCENT) == 0;
		if (turn && this.toBeReversed.size() >= REVERSED_AFTER) {
			return reversal(this.toBeReversed.remove());
		}
		Claim settlement = settlement();
		if (turn || this.toBeReversed.size() < REVERSED_AFTER) {
			this.toBeReversed.add(settlement);
		}
		return settlement;
	}

	private Claim reversal(Claim original) {
		long number = ++this.claims;
		this.owedFen.merge(original.insuredCity() + "→" + cityOf(original.hospitalCode()),
				-(original.fundFen() + original.accountFen()), Math::addExact);
		return new Claim(original.hospitalCode(), original.hospitalCode() + "-%010d".formatted(number),
				ClaimKind.REVERSAL, original.claimNo(), original.insuredCity(), original.personNo(),
				original.insuranceType(), original.visitType(), original.settledAt(), null, original.totalFen(),
				original.fundFen(), original.accountFen(), original.cashFen(), null, new TreeMap<>());
	}

	private Claim settlement() {
		Hospital hospital = this.hospitals.get(this.random.nextInt(this.hospitals.size()));
		City insured = this.cities.get(this.random.nextInt(this.cities.size()));
		while (insured.code().equals(hospital.cityCode())) {
			insured = this.cities.get(this.random.nextInt(this.cities.size()));
		}
		long number = ++this.claims;
		long fundFen = 1 + this.random.nextInt(40_000);
		long accountFen = this.random.nextInt(20_000);
		long cashFen = this.random.nextInt(15_000);
		this.owedFen.merge(insured.code() + "→" + hospital.cityCode(), fundFen + accountFen, Math::addExact);
		OffsetDateTime settledAt = Instant.now()
			.minusSeconds(this.random.nextInt(36_000))
			.atOffset(ZoneOffset.ofHours(8))
			.withNano(0);
		return new Claim(hospital.code(), hospital.code() + "-%010d".formatted(number), ClaimKind.SETTLEMENT, null,
				insured.code(), insured.code() + "%08d".formatted(this.random.nextInt(PERSONS)),
				this.random.nextBoolean() ? "310" : "390", "11", settledAt, null, fundFen + accountFen + cashFen,
				fundFen, accountFen, cashFen, null, new TreeMap<>());
	}

	private static Reader open(String location) {
		try {
			return new InputStreamReader(new ClassPathResource(location).getInputStream(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
