package io.medsettle.batch.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A story of some days, as a clerk reads it in {@code scenarios.md}: what happens on each
 * day, what clears in its night, and which breaks are open after it.
 *
 * @param name what the story shows
 * @param days its days in their order
 */
record Scenario(String name, List<Day> days) {

	private static final String TABLE = "/scenarios.md";

	/** A happening that says with which setting the engine was started. */
	static final String SETTING = "with ";

	private static final String CELLS = "\\s*\\|\\s*";

	/** What stands behind the last bar is nothing, and counts. */
	private static final int CELLS_IN_ROW = 5;

	/**
	 * All scenarios of the table. A row without a name goes on with the one above it.
	 */
	static List<Scenario> all() {
		List<Scenario> scenarios = new ArrayList<>();
		for (String line : lines()) {
			if (!line.startsWith("|") || line.startsWith("| scenario") || line.startsWith("| ---")) {
				continue;
			}
			String[] cells = line.substring(1).strip().split(CELLS, -1);
			if (cells.length != CELLS_IN_ROW) {
				throw new IllegalStateException("A row has a name and three cells: " + line);
			}
			if (!cells[0].isBlank()) {
				scenarios.add(new Scenario(cells[0].strip(), new ArrayList<>()));
			}
			scenarios.getLast().days().add(new Day(parts(cells[1]), parts(cells[2]), parts(cells[3])));
		}
		return scenarios;
	}

	/** With which settings it runs, if with others than usual. */
	String[] settings() {
		return this.days.getFirst()
			.happenings()
			.stream()
			.filter((happening) -> happening.startsWith(SETTING))
			.map((happening) -> happening.substring(SETTING.length()))
			.toArray(String[]::new);
	}

	private static List<String> parts(String cell) {
		return Stream.of(cell.split(";")).map(String::strip).filter((part) -> !part.isEmpty()).toList();
	}

	private static List<String> lines() {
		try (var table = Objects.requireNonNull(Scenario.class.getResourceAsStream(TABLE))) {
			return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * One day of a story.
	 *
	 * @param happenings what happens before its night
	 * @param cleared what clears, such as {@code A 800.00} or {@code A 800.00 late}
	 * @param open the breaks after the night, such as {@code A INSURED_LEG_MISSING}
	 */
	record Day(List<String> happenings, List<String> cleared, List<String> open) {
	}

}
