package io.medsettle.api.flow;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.medsettle.api.benchmark.ClaimStream;
import io.medsettle.api.testing.Engine;
import io.medsettle.api.testing.EngineClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Days that are closed one after the other while claims keep coming: none is lost between
 * two days, and none is in both.
 */
@Tag("proof")
class ClosesUnderLoadIT {

	private static final int CLOSES = 20;

	private static final int CLAIMS_PER_SECOND = 2_000;

	/** Often enough that every close has claims on both sides of its cut-off. */
	private static final int BATCHES_PER_SECOND = 20;

	private static final Duration NIGHT_MAX = Duration.ofMinutes(2);

	private final ClaimStream stream = new ClaimStream();

	private final CountDownLatch enough = new CountDownLatch(1);

	private final Map<String, Long> clearedFen = new TreeMap<>();

	private long cleared;

	@Test
	void clearEveryClaimInExactlyOneDay(@TempDir Path dataDir) {
		try (Engine engine = Engine.start(dataDir)) {
			EngineClient client = new EngineClient(engine.baseUrl());
			CompletableFuture<Void> load = CompletableFuture.runAsync(() -> send(engine.bootstrapServers()));
			int daysWithClaims = 0;
			for (int closes = 0; closes < CLOSES; closes++) {
				daysWithClaims += close(client) ? 1 : 0;
				assertThat(load).isNotDone();
			}
			this.enough.countDown();
			load.join();
			close(client);

			assertThat(daysWithClaims).isEqualTo(CLOSES);
			assertThat(this.cleared).isEqualTo(this.stream.claims());
			assertThat(this.clearedFen).isEqualTo(this.stream.owedFen());
		}
	}

	private void send(String bootstrapServers) {
		long start = System.nanoTime();
		try (KafkaProducer<byte[], byte[]> hospital = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers),
				new ByteArraySerializer(), new ByteArraySerializer())) {
			for (long batch = 1; this.enough.getCount() > 0; batch++) {
				this.stream.next(CLAIMS_PER_SECOND / BATCHES_PER_SECOND).forEach(hospital::send);
				long aheadNanos = batch * TimeUnit.SECONDS.toNanos(1) / BATCHES_PER_SECOND
						- (System.nanoTime() - start);
				this.enough.await(aheadNanos, TimeUnit.NANOSECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Closes the current day.
	 * @return whether anything cleared
	 */
	private boolean close(EngineClient client) {
		LocalDate day = client.currentDay();
		client.close(day);
		client.awaitPublished(day, NIGHT_MAX);
		EngineClient.PublishedDay published = client.positions(day);
		assertThat(published.net().values().stream().mapToLong(Long::longValue).sum()).isZero();
		published.obligations().forEach((pair, fen) -> this.clearedFen.merge(pair, fen, Math::addExact));
		this.cleared += published.cleared();
		return published.cleared() > 0;
	}

}
