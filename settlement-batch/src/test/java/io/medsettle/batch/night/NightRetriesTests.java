package io.medsettle.batch.night;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NightRetriesTests {

	private static final LocalDate DAY = LocalDate.parse("2026-11-20");

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final NightRetries retries = new NightRetries(Duration.ofMinutes(1), this.nanos::get);

	@Test
	void waitsTwiceAsLongEachTimeUpToALimitAndThenNoMore() {
		List<Long> minutes = new ArrayList<>();
		for (Optional<Duration> wait = this.retries.afterFailure(DAY); wait
			.isPresent(); wait = this.retries.afterFailure(DAY)) {
			assertThat(this.retries.due()).isEmpty();
			this.nanos.addAndGet(wait.get().toNanos() - 1);
			assertThat(this.retries.due()).isEmpty();
			this.nanos.addAndGet(1);
			assertThat(this.retries.due()).contains(DAY);
			minutes.add(wait.get().toMinutes());
		}
		assertThat(minutes).startsWith(1L, 2L, 4L, 8L, 16L, 16L).endsWith(16L).hasSize(NightRetries.ATTEMPTS_MAX);
		assertThat(this.retries.due()).isEmpty();
	}

	@Test
	void anotherDayBeginsWithTheShortestWait() {
		this.retries.afterFailure(DAY);
		this.retries.afterFailure(DAY);
		assertThat(this.retries.afterFailure(DAY.plusDays(1))).contains(Duration.ofMinutes(1));
		this.retries.reset();
		this.nanos.addAndGet(Duration.ofHours(1).toNanos());
		assertThat(this.retries.due()).isEmpty();
	}

}
