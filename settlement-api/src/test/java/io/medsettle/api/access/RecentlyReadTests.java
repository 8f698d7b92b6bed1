package io.medsettle.api.access;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecentlyRead}.
 */
class RecentlyReadTests {

	private static final Duration KNOWN_FOR = Duration.ofMillis(50);

	private final AtomicReference<Optional<String>> database = new AtomicReference<>(Optional.of("operator"));

	private volatile boolean away;

	private final RecentlyRead<String, String> read = new RecentlyRead<>(10, KNOWN_FOR, Duration.ofHours(1),
			Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()), (key) -> {
				if (this.away) {
					throw new DataAccessResourceFailureException("away");
				}
				return this.database.get();
			});

	@Test
	void whatNobodyHasAskedForSinceIsReadAnewFirst() throws Exception {
		assertThat(this.read.get("li.wei")).contains("operator");
		this.database.set(Optional.empty());
		Thread.sleep(KNOWN_FOR.multipliedBy(3));
		assertThat(this.read.get("li.wei")).isEmpty();
	}

	@Test
	void whatTheDatabaseSaidLastHoldsWhileItIsAway() throws Exception {
		assertThat(this.read.get("li.wei")).contains("operator");
		this.away = true;
		Thread.sleep(KNOWN_FOR.multipliedBy(3));
		assertThat(this.read.get("li.wei")).contains("operator");
	}

}
