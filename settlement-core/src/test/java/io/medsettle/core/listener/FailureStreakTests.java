package io.medsettle.core.listener;

import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatException;

class FailureStreakTests {

	private static final ConsumerRecord<byte[], byte[]> EVENT = new ConsumerRecord<>("claims.decided", 0, 7, null,
			new byte[0]);

	private final RuntimeException failure = new IllegalStateException("A bug.");

	private long nowNanos = Long.MAX_VALUE - 1;

	private final FailureStreak streak = new FailureStreak(() -> this.nowNanos);

	@Test
	void letsNoMoreThanTenPassInAMinute() {
		addTen();
		this.nowNanos += FailureStreak.WINDOW.toNanos() - 1;
		assertThatException().isThrownBy(() -> this.streak.add(EVENT, this.failure)).isSameAs(this.failure);

		this.nowNanos++;
		addTen();
		assertThatException().isThrownBy(() -> this.streak.add(EVENT, this.failure)).isSameAs(this.failure);
	}

	@Test
	void countsFromTheBeginningOnceSomethingIsTaken() {
		addTen();
		this.streak.end();
		addTen();
	}

	private void addTen() {
		IntStream.range(0, FailureStreak.LENGTH_MAX)
			.forEach((number) -> assertThatCode(() -> this.streak.add(EVENT, this.failure)).doesNotThrowAnyException());
	}

}
