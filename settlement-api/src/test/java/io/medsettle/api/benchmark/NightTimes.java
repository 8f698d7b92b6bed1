package io.medsettle.api.benchmark;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

import io.medsettle.api.testing.EngineJar;
import tools.jackson.databind.JsonNode;

/**
 * How long a night took.
 *
 * @param steps seconds by step, in their order
 * @param wholeS seconds from the beginning of the first step to the end of the last
 */
record NightTimes(Map<String, Double> steps, double wholeS) {

	private static final Duration LAST_STEP_MAX = Duration.ofMinutes(1);

	static NightTimes of(EngineJar engine, LocalDate day) {
		Map<String, Double> tookS = new LinkedHashMap<>();
		JsonNode steps = ended(engine, day).get("steps");
		for (JsonNode step : steps) {
			tookS.put(step.get("name").asString(), Measurements.seconds(Duration.between(began(step), ended(step))));
		}
		return new NightTimes(tookS,
				Measurements.seconds(Duration.between(began(steps.get(0)), ended(steps.get(steps.size() - 1)))));
	}

	/** A day is published before its night has told everybody. */
	private static JsonNode ended(EngineJar engine, LocalDate day) {
		long deadline = System.nanoTime() + LAST_STEP_MAX.toNanos();
		while (true) {
			JsonNode run = engine.client().get("/runs/night-" + day.toString().replace("-", ""));
			if (run.get("state").asString().equals("COMPLETED")) {
				return run;
			}
			if (System.nanoTime() > deadline) {
				throw new IllegalStateException("The night does not end: " + run);
			}
			EngineJar.pause(100);
		}
	}

	private static OffsetDateTime began(JsonNode step) {
		return OffsetDateTime.parse(step.get("startedAt").asString());
	}

	private static OffsetDateTime ended(JsonNode step) {
		return OffsetDateTime.parse(step.get("endedAt").asString());
	}

}
