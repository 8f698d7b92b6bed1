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

	static NightTimes of(EngineJar engine, LocalDate day) {
		Map<String, Double> tookS = new LinkedHashMap<>();
		JsonNode steps = engine.client().get("/runs/night-" + day.toString().replace("-", "")).get("steps");
		for (JsonNode step : steps) {
			tookS.put(step.get("name").asString(), Measurements.seconds(Duration.between(began(step), ended(step))));
		}
		return new NightTimes(tookS,
				Measurements.seconds(Duration.between(began(steps.get(0)), ended(steps.get(steps.size() - 1)))));
	}

	private static OffsetDateTime began(JsonNode step) {
		return OffsetDateTime.parse(step.get("startedAt").asString());
	}

	private static OffsetDateTime ended(JsonNode step) {
		return OffsetDateTime.parse(step.get("endedAt").asString());
	}

}
