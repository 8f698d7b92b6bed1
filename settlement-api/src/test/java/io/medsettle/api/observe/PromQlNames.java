package io.medsettle.api.observe;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the names of the metrics that a PromQL expression reads. Enough for the dashboard
 * and the rules of this project, not for all of PromQL.
 */
final class PromQlNames {

	private static final Pattern NOT_METRICS = Pattern.compile(
			"\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)|\\boffset\\s+\\w+");

	private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\(|[a-zA-Z0-9_:])");

	private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool");

	private PromQlNames() {
	}

	static Set<String> in(String expression) {
		Set<String> names = new TreeSet<>();
		Matcher matcher = NAME.matcher(NOT_METRICS.matcher(expression).replaceAll(" "));
		while (matcher.find()) {
			if (!KEYWORDS.contains(matcher.group())) {
				names.add(matcher.group());
			}
		}
		return names;
	}

}
