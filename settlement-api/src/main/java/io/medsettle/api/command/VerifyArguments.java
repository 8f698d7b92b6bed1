package io.medsettle.api.command;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the command was asked: which days, and settings of the engine.
 *
 * @param from the first day
 * @param to the last day
 * @param settings the engine's settings, as they were given
 */
record VerifyArguments(LocalDate from, LocalDate to, List<String> settings) {

	static final String USAGE = "verify --day=2026-11-20, or --from=2026-11-01 --to=2026-11-30, with the engine's settings";

	private static final Set<String> NAMES = Set.of("day", "from", "to");

	/**
	 * Reads the arguments.
	 * @throws IllegalArgumentException if they are wrong, with a sentence
	 */
	static VerifyArguments parse(List<String> arguments) {
		Map<String, LocalDate> days = new HashMap<>();
		List<String> settings = new ArrayList<>();
		for (String argument : arguments) {
			String[] parts = argument.split("=", 2);
			if (!argument.startsWith("--") || parts.length < 2) {
				throw new IllegalArgumentException(argument + " is no argument of verify.");
			}
			String name = parts[0].substring(2);
			if (!NAMES.contains(name)) {
				settings.add(argument);
			}
			else if (days.put(name, day(name, parts[1])) != null) {
				throw new IllegalArgumentException("--" + name + " is given twice.");
			}
		}
		LocalDate day = days.get("day");
		LocalDate from = days.getOrDefault("from", day);
		LocalDate to = days.getOrDefault("to", day);
		if (from == null || to == null || (day != null && days.size() > 1)) {
			throw new IllegalArgumentException("Either one day is needed, or the first and the last of several.");
		}
		if (to.isBefore(from)) {
			throw new IllegalArgumentException("--to lies before --from.");
		}
		return new VerifyArguments(from, to, List.copyOf(settings));
	}

	private static LocalDate day(String name, String text) {
		try {
			return LocalDate.parse(text);
		}
		catch (DateTimeParseException ex) {
			throw new IllegalArgumentException("--" + name + " is \"" + text + "\": it must be a date.", ex);
		}
	}

}
