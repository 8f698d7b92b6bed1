package io.medsettle.api.testing;

import java.time.Duration;
import java.time.LocalDate;

import io.medsettle.api.testing.HttpCaller.Answer;
import io.medsettle.core.day.ClearingDays;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Closes days over HTTP and waits for their nights.
 */
public final class DayClosing {

	private static final Duration LONGEST_NIGHT = Duration.ofSeconds(90);

	private DayClosing() {
	}

	/**
	 * Closes the current day and waits until it is published.
	 * @return the day
	 */
	public static LocalDate closeCurrentDay(Engine engine) {
		HttpCaller http = new HttpCaller(engine.baseUrl());
		LocalDate day = engine.bean(ClearingDays.class).current().day();
		Answer closed = http.call("POST", "/api/v1/clearing-days/" + day + "/close");
		assertThat(closed.status()).as(closed::toString).isEqualTo(202);
		JsonNode run = awaitEnd(http, closed.header("Location"));
		assertThat(run.get("state").asString()).as(run::toPrettyString).isEqualTo("COMPLETED");
		return day;
	}

	/** Waits until a run has completed or failed. */
	public static JsonNode awaitEnd(HttpCaller http, String run) {
		return await().atMost(LONGEST_NIGHT)
			.until(() -> http.get(run).json(), (view) -> view.get("state").asString().matches("COMPLETED|FAILED"));
	}

}
