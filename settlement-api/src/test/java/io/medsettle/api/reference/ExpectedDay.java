package io.medsettle.api.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample day and what a calculation in another language says of it.
 *
 * @param lines events of the day
 * @param cleared claims that clear
 * @param obligations fen by {@code insured→treatment}
 * @param bilateral fen by {@code cityA|cityB}
 * @param net fen by city
 */
public record ExpectedDay(int lines, int cleared, SortedMap<String, Long> obligations,
		SortedMap<String, Long> bilateral, SortedMap<String, Long> net) {

	private static final String FOLDER = "/sample-day/";

	/**
	 * The events in the order in which the hospitals send them.
	 */
	public static List<String> events() {
		return new String(read("sample-day.ndjson"), StandardCharsets.UTF_8).lines().toList();
	}

	public static ExpectedDay load() {
		return of(JsonMapper.builder().build().readTree(read("sample-day.expected.json")));
	}

	private static ExpectedDay of(JsonNode expected) {
		SortedMap<String, Long> obligations = new TreeMap<>();
		for (JsonNode row : expected.get("obligations")) {
			obligations.put(
					ReferenceResult.ordered(row.get("insuredCity").asString(), row.get("treatmentCity").asString()),
					row.get("fen").longValue());
		}
		SortedMap<String, Long> bilateral = new TreeMap<>();
		for (JsonNode row : expected.get("bilateral")) {
			bilateral.put(ReferenceResult.unordered(row.get("cityA").asString(), row.get("cityB").asString()),
					row.get("fen").longValue());
		}
		SortedMap<String, Long> net = new TreeMap<>();
		for (JsonNode row : expected.get("net")) {
			net.put(row.get("city").asString(), row.get("netFen").longValue());
		}
		return new ExpectedDay(expected.get("lines").intValue(), expected.get("cleared").intValue(), obligations,
				bilateral, net);
	}

	private static byte[] read(String name) {
		try (InputStream input = ExpectedDay.class.getResourceAsStream(FOLDER + name)) {
			return input.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
