package io.medsettle.batch.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a day has come to, as lines of text under headings, so that two accounts of it can
 * be laid side by side.
 */
final class Outcome {

	private final SortedMap<String, List<String>> sections = new TreeMap<>();

	/** Begins a section, even if nothing is to stand in it. */
	List<String> section(String heading) {
		return this.sections.computeIfAbsent(heading, (any) -> new ArrayList<>());
	}

	/** Where the two part first, if they do. */
	Optional<String> differenceFrom(Outcome expected) {
		TreeSet<String> headings = new TreeSet<>(this.sections.keySet());
		headings.addAll(expected.sections.keySet());
		return headings.stream()
			.filter((heading) -> !lines(heading).equals(expected.lines(heading)))
			.findFirst()
			.map((heading) -> describe(heading, lines(heading), expected.lines(heading)));
	}

	private List<String> lines(String heading) {
		return this.sections.getOrDefault(heading, List.of("(there is no such thing)"));
	}

	private static String describe(String heading, List<String> actual, List<String> expected) {
		List<String> tooMuch = new ArrayList<>(actual);
		expected.forEach(tooMuch::remove);
		List<String> missing = new ArrayList<>(expected);
		actual.forEach(missing::remove);
		if (tooMuch.isEmpty() && missing.isEmpty()) {
			return heading + " is in another order:\n  engine " + actual + "\n  model  " + expected;
		}
		return heading + "\n  only the engine has:\n    " + String.join("\n    ", tooMuch)
				+ "\n  only the model has:\n    " + String.join("\n    ", missing);
	}

}
