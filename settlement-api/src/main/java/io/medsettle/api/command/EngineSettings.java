package io.medsettle.api.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.medsettle.core.problem.TextRules;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What stands on the command line besides words and their options: the engine's settings,
 * each {@code --name=value}. Anything else is a mistake.
 */
final class EngineSettings {

	/** The two switches that Spring Boot knows have no value. */
	private static final Pattern SETTING = Pattern.compile("--[A-Za-z][^=\\s]*=.*|--debug|--trace", Pattern.DOTALL);

	private EngineSettings() {
	}

	/**
	 * The settings among what was given before and behind the word.
	 * @throws ParameterException if something is no setting
	 */
	static String[] of(CommandLine commandLine, List<String> before, List<String> behind) {
		List<String> settings = new ArrayList<>(before);
		settings.addAll(behind);
		for (String setting : settings) {
			if (!SETTING.matcher(setting).matches()) {
				// What stands behind an equals sign may be a secret.
				throw new ParameterException(commandLine, TextRules.shown(setting.replaceFirst("(?s)=.*", "=…"))
						+ " is neither a command nor a setting (--NAME=VALUE)");
			}
		}
		return settings.toArray(String[]::new);
	}

}
