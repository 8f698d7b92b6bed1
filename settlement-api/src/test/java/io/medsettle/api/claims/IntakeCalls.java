package io.medsettle.api.claims;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.HttpCaller;
import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.api.testing.SampleClaim;
import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.kafka.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the tests of an intake under pressure send, and what they expect to be told.
 */
final class IntakeCalls {

	static final String CLAIMS = "/api/v1/claims";

	static final String BATCH = "/api/v1/claims/batch";

	static final String NDJSON = "application/x-ndjson";

	/** The backlog is measured every three seconds; a busy machine takes longer. */
	static final Duration MEASURED_WITHIN = Duration.ofSeconds(60);

	private IntakeCalls() {
	}

	static String claim() {
		return SampleClaim.settlement().toString();
	}

	static String lines(int count) {
		return IntStream.range(0, count).mapToObj((number) -> claim() + "\n").collect(Collectors.joining());
	}

	static Answer postBatch(HttpCaller caller, String lines) {
		return caller.post(BATCH, NDJSON, lines.getBytes());
	}

	static void awaitTaken(HttpCaller caller) {
		await().atMost(MEASURED_WITHIN).until(() -> caller.post(CLAIMS, claim()).status() == 202);
	}

	static void assertUnavailable(Answer answer, Duration retryAfter) {
		assertThat(answer.status()).as(answer::toString).isEqualTo(503);
		assertThat(answer.header("Retry-After")).isEqualTo("" + retryAfter.toSeconds());
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		assertThat(answer.json().get("code").asString()).isEqualTo("UNAVAILABLE");
	}

	/** How many events Kafka has. */
	static long appended(Engine engine) {
		try (Admin admin = engine.bean(KafkaClients.class).admin()) {
			Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, 3)
				.mapToObj((partition) -> new TopicPartition(Topics.CLAIMS_SUBMITTED, partition))
				.collect(Collectors.toMap((partition) -> partition, (partition) -> OffsetSpec.latest()));
			return admin.listOffsets(ends).all().get().values().stream().mapToLong((end) -> end.offset()).sum();
		}
		catch (InterruptedException | ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
