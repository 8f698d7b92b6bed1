package io.medsettle.api.operator;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.medsettle.api.http.ProblemException;
import io.medsettle.batch.night.NightRunState;
import io.medsettle.core.problem.ProblemCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class RunEventsTests {

	private final RunEvents events = new RunEvents();

	private final AtomicReference<RunView> run = new AtomicReference<>(run(NightRunState.RUNNING));

	@AfterEach
	void stop() {
		this.events.stop();
	}

	@Test
	void subscribersAreBounded() {
		for (int i = 0; i < RunEvents.SUBSCRIBERS_MAX; i++) {
			this.events.subscribe(this.run::get, () -> true);
		}
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> this.events.subscribe(this.run::get, () -> true))
			.satisfies((problem) -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE));
		assertThat(this.events.subscribers()).isEqualTo(RunEvents.SUBSCRIBERS_MAX);
	}

	@Test
	void seatsAreFreeWhenTheRunHasEnded() {
		this.events.subscribe(this.run::get, () -> true);
		this.run.set(run(NightRunState.COMPLETED));
		awaitNobody();
	}

	@Test
	void seatsAreFreeWhenTheServerStops() {
		this.events.subscribe(this.run::get, () -> true);
		this.events.stop();
		awaitNobody();
	}

	@Test
	void seatsAreFreeWhenTheRunCannotBeRead() {
		this.events.subscribe(() -> {
			throw new IllegalStateException("The database is gone.");
		}, () -> true);
		awaitNobody();
	}

	private void awaitNobody() {
		await().atMost(Duration.ofSeconds(5)).until(() -> this.events.subscribers() == 0);
	}

	private static RunView run(NightRunState state) {
		return new RunView("night-20261120", LocalDate.of(2026, 11, 20), null, state, null, null, null, List.of());
	}

}
