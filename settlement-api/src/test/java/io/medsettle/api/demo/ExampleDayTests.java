package io.medsettle.api.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import io.medsettle.api.reference.ReferenceResult;
import io.medsettle.api.reference.ReferenceEngine;
import io.medsettle.api.reference.ReferenceRegistry;
import io.medsettle.core.claim.ClaimEncoder;
import io.medsettle.core.registry.RegistryCsv;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ExampleDayTests {

	private static final Instant NOW = Instant.parse("2026-11-20T07:15:00Z");

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final String FINGERPRINT = "104e5f24f9447fa96abd48d93b88003000e6b09e4db0cf735b7b905b1e7df615";

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final ExampleDay day = exampleDay();

	@Test
	void standingVisitsAreTheFiguresOfTheDocument() {
		ReferenceEngine reference = new ReferenceEngine(new ReferenceRegistry(), NOW, Duration.ofDays(365));
		Figures figures = new Figures();
		MessageDigest digest = sha256();
		int[] events = { 0 };
		this.day.send(NOW, (event) -> {
			String text = new String(event.value(), StandardCharsets.UTF_8);
			digest.update(event.value());
			events[0]++;
			if (reference.take(text).equals("POSTED")) {
				figures.add(MAPPER.readTree(text));
			}
		});
		ReferenceResult closed = reference.close();
		// The same bytes in the same order, in every run on every machine.
		assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(FINGERPRINT);
		assertThat(events[0]).isEqualTo(ExampleDay.EVENTS);
		assertThat(closed.held()).hasSize(ExampleDay.HELD);
		assertThat(closed.cleared()).isEqualTo(ExampleDay.POSTED - ExampleDay.HELD);
		figures.takeOut(closed.held());
		assertThat(figures.visits).isEqualTo(264_000);
		assertThat(figures.totalFen).isEqualTo(5_900_000_000L);
		assertThat(figures.visitsFromShanghai).isEqualTo(100_000);
		assertThat(figures.toShanghaiPercent()).isBetween(85.0, 90.0);
		assertThat(figures.latest).isBeforeOrEqualTo(NOW);
		assertThat(figures.late).isEqualTo(ExampleDay.LATE);
		assertThat(reference.outcomes()).isEqualTo(expectedOutcomes());
	}

	static ExampleDay exampleDay() {
		try (Reader cities = reader("/registry/cities.csv"); Reader hospitals = reader("/registry/hospitals.csv")) {
			return new ExampleDay(RegistryCsv.readCities(cities, "cities.csv"),
					RegistryCsv.readHospitals(hospitals, "hospitals.csv"), ZONE, new ClaimEncoder(), MAPPER);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, Integer> expectedOutcomes() {
		Map<String, Integer> outcomes = new TreeMap<>();
		outcomes.put("POSTED", ExampleDay.POSTED);
		outcomes.put("DUPLICATE", ExampleDay.DUPLICATES);
		outcomes.put("CONFLICTING_DUPLICATE", ExampleDay.CONFLICTS);
		outcomes.put("REVERSAL_MISMATCH", ExampleDay.MISMATCHES);
		outcomes.put("DEAD_LETTER", ExampleDay.UNDECODABLE);
		for (ExampleFaults.Fault fault : ExampleFaults.Fault.values()) {
			outcomes.put(fault.name(), ExampleDay.FAULTS / ExampleFaults.Fault.values().length);
		}
		return outcomes;
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Reader reader(String resource) {
		return new InputStreamReader(ExampleDayTests.class.getResourceAsStream(resource), StandardCharsets.UTF_8);
	}

	/** Sums over posted claims, reversals with the opposite sign. */
	private static final class Figures {

		private final Map<String, JsonNode> reversals = new HashMap<>();

		private int visits;

		private int visitsFromShanghai;

		private int visitsToShanghai;

		private int late;

		private long totalFen;

		private Instant latest = Instant.EPOCH;

		void add(JsonNode claim) {
			boolean reversal = claim.get("kind").asString().equals("REVERSAL");
			if (reversal) {
				this.reversals.put(claim.get("hospitalCode").asString() + " " + claim.get("claimNo").asString(), claim);
			}
			count(claim, reversal ? -1 : 1);
			Instant settledAt = OffsetDateTime.parse(claim.get("settledAt").asString()).toInstant();
			if (settledAt.isAfter(this.latest)) {
				this.latest = settledAt;
			}
			if (settledAt.isBefore(Instant.parse("2026-11-19T16:00:00Z"))) {
				this.late++;
			}
		}

		void takeOut(Map<String, String> held) {
			this.reversals.forEach((key, reversal) -> {
				if (held.containsKey(key)) {
					count(reversal, 1);
				}
			});
		}

		double toShanghaiPercent() {
			return 100.0 * this.visitsToShanghai / (this.visits - this.visitsFromShanghai);
		}

		private void count(JsonNode claim, int sign) {
			this.visits += sign;
			this.totalFen += sign * claim.get("totalFen").longValue();
			if (claim.get("insuredCity").asString().equals(TravelPattern.SHANGHAI)) {
				this.visitsFromShanghai += sign;
			}
			if (claim.get("hospitalCode").asString().startsWith("H310000")) {
				this.visitsToShanghai += sign;
			}
		}

	}

}
