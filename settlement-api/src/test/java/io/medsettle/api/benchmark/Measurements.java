package io.medsettle.api.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * What a benchmark measured, in the order in which it was: printed as a table, and
 * written as JSON.
 */
final class Measurements {

	private final Map<String, Object> figures = new LinkedHashMap<>();

	Measurements() {
		put("processors", Runtime.getRuntime().availableProcessors());
	}

	void put(String name, Object value) {
		this.figures.put(name, value);
	}

	/** Notes what part of another figure a figure is. */
	void putRatio(String name, double value, double of) {
		put(name, ratio(value, of));
	}

	/** With two decimals. */
	static double ratio(double value, double of) {
		return Math.round(100 * value / of) / 100.0;
	}

	static double seconds(Duration duration) {
		return duration.toMillis() / 1000.0;
	}

	static double median(Collection<? extends Number> values) {
		List<Double> sorted = values.stream().map(Number::doubleValue).sorted().toList();
		return sorted.get(sorted.size() / 2);
	}

	void print(Path json) throws IOException {
		this.figures.forEach((name, value) -> System.out.printf(Locale.ROOT, "%-60s %12s%n", name,
				(value instanceof Long count) ? String.format(Locale.ROOT, "%,d", count) : value));
		Files.write(json, JsonMapper.builder().build().writeValueAsBytes(this.figures));
		System.out.println("as JSON in " + json);
	}

}
