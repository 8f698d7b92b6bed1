package io.medsettle.api.reference;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import io.medsettle.api.testing.HospitalProducer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample day, however it comes in, must give what the calculation in another language
 * says of it.
 */
@Tag("invariant-8")
class SampleDayIT {

	private static final Duration NIGHT_MAX = Duration.ofMinutes(2);

	/** Sent one by one rather than in the batch. */
	private static final int SINGLES = 60;

	private final ExpectedDay expected = ExpectedDay.load();

	private final List<String> events = ExpectedDay.events();

	@TempDir
	Path dataDir;

	@Test
	void overHttp() {
		try (Engine engine = start()) {
			EngineClient client = new EngineClient(engine.baseUrl());
			LocalDate day = client.currentDay();
			this.events.subList(0, SINGLES).forEach(client::postClaim);
			JsonNode receipt = client.postBatch(this.events.subList(SINGLES, this.events.size()));
			assertThat(receipt.get("received").intValue() + receipt.get("refused").intValue())
				.isEqualTo(this.events.size() - SINGLES);
			closesAsExpected(client, day);
		}
	}

	@Test
	void overKafka() {
		try (Engine engine = start(); HospitalProducer producer = new HospitalProducer(engine.bootstrapServers())) {
			EngineClient client = new EngineClient(engine.baseUrl());
			LocalDate day = client.currentDay();
			producer.send(this.events, HospitalProducer::hospitalIn);
			closesAsExpected(client, day);
			assertThat(client.get("/clearing-days/" + day).get("counts").get("submitted").intValue())
				.isEqualTo(this.expected.lines());
		}
	}

	private void closesAsExpected(EngineClient client, LocalDate day) {
		client.close(day);
		client.awaitPublished(day, NIGHT_MAX);
		EngineClient.PublishedDay published = client.positions(day);
		assertThat(published.cleared()).isEqualTo(this.expected.cleared());
		assertThat(published.obligations()).isEqualTo(this.expected.obligations());
		assertThat(published.bilateral()).isEqualTo(this.expected.bilateral());
		assertThat(published.net()).isEqualTo(this.expected.net());
	}

	private Engine start() {
		return Engine.start(this.dataDir, Map.of("settlement.claims.future-tolerance", "5m"));
	}

}
