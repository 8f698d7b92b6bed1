package io.medsettle.api.operator;

import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.medsettle.api.http.JsonBody;
import io.medsettle.api.http.ProblemException;
import io.medsettle.core.day.DayTransitions;
import io.medsettle.core.problem.JsonFields;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Who does something, as the body of a request names them.
 *
 * @param actor a name
 */
record Actor(@Schema(example = "wang.li", maxLength = DayTransitions.ACTOR_LENGTH_MAX,
		requiredMode = Schema.RequiredMode.REQUIRED) String actor) {

	/** Visible characters and spaces, no space first. */
	private static final Predicate<String> ONE_LINE = Pattern.compile("[^\\p{C}\\s][^\\p{C}]*").asMatchPredicate();

	/** Who closes a day without giving a name. */
	private static final String UNNAMED = "operator";

	/**
	 * Reads the name, which must be there.
	 */
	static String of(JsonFields fields) {
		return fields.text("actor", (name) -> isLine(name, DayTransitions.ACTOR_LENGTH_MAX),
				"The field actor must be a name of at most " + DayTransitions.ACTOR_LENGTH_MAX + " characters.");
	}

	/**
	 * Reads who closes a day. That needs no body, and one of whatever type is taken for
	 * none as long as it is empty.
	 * @throws ProblemException if there is a body, and it is no object with a name
	 */
	static String ofOptional(HttpServletRequest request) {
		JsonFields fields = JsonBody.readOptional(request);
		if (fields == null) {
			return UNNAMED;
		}
		String name = of(fields);
		JsonBody.requireSound(fields);
		return name;
	}

	static boolean isLine(String text, int lengthMax) {
		return text.length() <= lengthMax && ONE_LINE.test(text);
	}

}
