package io.medsettle.api.reference;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HospitalProducer;
import io.medsettle.core.problem.ProblemCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A day with duplicates, contradictions, reversals of every kind and every refusal code
 * clears to the fen as the slow calculation says; on the next day the missing originals
 * come and release what was held.
 */
@Tag("invariant-2")
class FaultyDayIT {

	private static final Duration NIGHT_MAX = Duration.ofMinutes(2);

	private static final Duration SUBMISSION_LIMIT = Duration.ofDays(365);

	private static final String OUTCOMES = """
			select 'POSTED' as outcome, count(*) as events from treatment_claim
			union all select 'DUPLICATE', count(*) from claim_duplicate
			union all select 'DEAD_LETTER', count(*) from dead_letter
			union all select code, count(*) from claim_refusal group by code""";

	private static final int VISITS = 900;

	private static final long SEED = 20260901;

	@Test
	void everythingThatGoesWrongClearsToTheFen(@TempDir Path dataDir) {
		ReferenceRegistry registry = new ReferenceRegistry();
		ReferenceEngine reference = new ReferenceEngine(registry, Instant.now(), SUBMISSION_LIMIT);
		FaultyDay faulty = new FaultyDay(SEED, VISITS, registry, OffsetDateTime.now(ZoneId.of("Asia/Shanghai")));
		Map<String, String> settings = Map.of("settlement.claims.future-tolerance", "5m",
				"settlement.claims.submission-limit", SUBMISSION_LIMIT.toDays() + "d");
		try (Engine engine = Engine.start(dataDir, settings);
				HospitalProducer producer = new HospitalProducer(engine.bootstrapServers())) {
			EngineClient client = new EngineClient(engine.baseUrl());
			ReferenceResult first = run(faulty.events(), reference, producer, client);
			assertThat(first.held()).containsValues("REVERSAL_WITHOUT_ORIGINAL", "REVERSAL_MISMATCH",
					"DOUBLE_REVERSAL");
			assertThat(reference.outcomes()).containsKeys(refusalCodes());
			assertThat(outcomes(engine)).isEqualTo(reference.outcomes());
			ReferenceResult second = run(faulty.laterEvents(), reference, producer, client);
			assertThat(second.held()).hasSizeBetween(1, first.held().size() - 1);
			assertThat(outcomes(engine)).isEqualTo(reference.outcomes());
		}
	}

	private static ReferenceResult run(List<String> events, ReferenceEngine reference, HospitalProducer producer,
			EngineClient client) {
		LocalDate day = client.currentDay();
		events.forEach(reference::take);
		producer.send(events, HospitalProducer::hospitalIn);
		client.close(day);
		client.awaitPublished(day, NIGHT_MAX);
		ReferenceResult expected = reference.close();
		EngineClient.PublishedDay published = client.positions(day);
		assertThat(published.claims()).isEqualTo(expected.claims());
		assertThat(published.obligations()).isEqualTo(expected.obligations());
		assertThat(published.bilateral()).isEqualTo(expected.bilateral());
		assertThat(published.net()).isEqualTo(expected.net());
		return expected;
	}

	/** What the engine says became of all events, under the reference's names. */
	private static Map<String, Integer> outcomes(Engine engine) {
		Map<String, Integer> outcomes = new TreeMap<>();
		engine.bean(JdbcTemplate.class).query(OUTCOMES, (row) -> {
			outcomes.put(row.getString("outcome"), row.getInt("events"));
		});
		return outcomes;
	}

	/**
	 * Every code a claim event can be refused with; over Kafka, rubbish is no refusal.
	 */
	private static String[] refusalCodes() {
		return Arrays.stream(ProblemCode.values())
			.filter((code) -> code.compareTo(ProblemCode.MALFORMED) > 0
					&& code.compareTo(ProblemCode.REVERSAL_MISMATCH) <= 0)
			.map(ProblemCode::name)
			.toArray(String[]::new);
	}

}
